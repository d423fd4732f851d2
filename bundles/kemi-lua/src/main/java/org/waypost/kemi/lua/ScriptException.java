package org.waypost.kemi.lua;

/** A script cannot be loaded; the message says where and why, in one line. */
final class ScriptException extends Exception {

    private static final long serialVersionUID = 1;

    ScriptException(String message) {
        super(message, null, false, false);
    }
}
