package org.waypost.usrloc;

/**
 * The unique id of a location record: {@code uloc-[<server id>-]<start time>-<pid>-<counter>}, all hexadecimal, the counter with its
 * low nibble first; 64 octets at most. The prefix is shared by all ids of one run of a server, which is why it is kept apart.
 *
 * @param prefix all up to and including the last {@code -}; the whole text if the rest is no counter
 * @param counter 1 and up, or 0 if the text has none
 */
public record Ruid(String prefix, long counter) {

    /** The id of a contact that was not stored yet. */
    public static final Ruid NONE = new Ruid("", 0);

    /** The id of that text; equal texts give equal ids. The prefix is interned. */
    public static Ruid of(String text) {
        int dash = text.lastIndexOf('-');
        int digits = text.length() - dash - 1;
        if (dash < 0 || digits < 1 || digits > 15 || text.charAt(text.length() - 1) == '0') {
            return text.isEmpty() ? NONE : new Ruid(text, 0);
        }
        long counter = 0;
        for (int i = text.length() - 1; i > dash; i--) {
            char c = text.charAt(i);
            int nibble = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
            if (nibble < 0) {
                return new Ruid(text, 0);
            }
            counter = counter << 4 | nibble;
        }
        return new Ruid(text.substring(0, dash + 1).intern(), counter);
    }

    public boolean isNone() {
        return counter == 0 && prefix.isEmpty();
    }

    @Override
    public String toString() {
        if (counter == 0) {
            return prefix;
        }
        StringBuilder text = new StringBuilder(prefix.length() + 8).append(prefix);
        for (long rest = counter; rest != 0; rest >>>= 4) {
            text.append(Character.forDigit((int) (rest & 15), 16));
        }
        return text.toString();
    }
}
