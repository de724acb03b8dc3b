-- expect: failed: only numbers, texts and yes/no can be keys here, not a table
return { [{}] = 1 }
