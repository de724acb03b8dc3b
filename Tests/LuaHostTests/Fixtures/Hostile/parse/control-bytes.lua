-- expect: syntax

