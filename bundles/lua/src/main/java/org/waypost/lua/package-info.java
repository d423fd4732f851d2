/** The way into the native Lua library. */
@org.osgi.annotation.versioning.Version("1.0.0")
package org.waypost.lua;
