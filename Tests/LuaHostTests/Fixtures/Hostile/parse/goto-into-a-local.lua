-- expect: syntax
goto on local x ::on:: print(x)
