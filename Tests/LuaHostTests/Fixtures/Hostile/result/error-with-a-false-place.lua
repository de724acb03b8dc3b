-- expect: failed, line 2: line:999: nowhere
error('line:999: nowhere')
