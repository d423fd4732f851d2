package org.waypost.pv.transform;

/** Text as fields with a separator between them. */
final class Fields {

    private Fields() {}

    static int count(String text, char separator) {
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            count += text.charAt(i) == separator ? 1 : 0;
        }
        return count;
    }

    /** The field at {@code index}, negative counting from the end; nothing if there is none. */
    static String at(String text, char separator, long index) {
        long left = index < 0 ? count(text, separator) + index : index;
        if (left < 0) {
            return "";
        }
        int from = 0;
        while (left-- > 0) {
            from = text.indexOf(separator, from) + 1;
            if (from == 0) {
                return "";
            }
        }
        int end = text.indexOf(separator, from);
        return text.substring(from, end < 0 ? text.length() : end);
    }
}
