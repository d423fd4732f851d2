package org.waypost.itest.live;

/** A parameter and a value for it, as {@code cfg:set} takes them. */
record Setting(String module, String key, String value) {

    /** Of {@code "registrar max_contacts 1"}; what follows the key is the value, which may be empty. */
    static Setting of(String text) {
        String[] words = text.split(" ", 3);
        return new Setting(words[0], words[1], words.length > 2 ? words[2] : "");
    }

    /** The command that sets it. */
    String command() {
        return "cfg:set %s %s '%s'".formatted(module, key, value);
    }

    /** Module and parameter. */
    String name() {
        return module + "." + key;
    }

    @Override
    public String toString() {
        return name() + " = " + value;
    }
}
