-- expect: syntax
break
