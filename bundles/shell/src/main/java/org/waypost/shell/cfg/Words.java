package org.waypost.shell.cfg;

import org.waypost.shell.text.CommandException;

/** Words of a command that may be left out. */
final class Words {

    private Words() {}

    /** The one there is. */
    static String only(String[] words) {
        if (words.length > 1) {
            throw new CommandException("'" + words[1] + "' is one word too many");
        }
        return words[0];
    }

    /** A number of 1 or more, if there is one. */
    static int count(String what, String[] words, int usual) {
        if (words.length == 0) {
            return usual;
        }
        String word = only(words);
        if (!word.matches("[0-9]{1,9}") || Integer.parseInt(word) == 0) {
            throw new CommandException(what + ": '" + word + "' is refused; an integer of 1 or more is wanted");
        }
        return Integer.parseInt(word);
    }
}
