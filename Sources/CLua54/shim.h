/* The one place that names the system's Lua headers to the package manager.
   No code: the C target CLuaHost includes <lua.h> by itself. */
