package org.waypost.shell.text;

/** An array whose elements are printed as they come, one on each line, so that it may be longer than memory. */
public final class JsonArray implements AutoCloseable {

    private final Pages pages;
    private String before = "[";
    private String pending = "";

    private JsonArray(Pages pages) {
        this.pages = pages;
    }

    public static JsonArray open() {
        return new JsonArray(Pages.open());
    }

    /** Adds what {@link Json#text} takes. False if nobody wants to read on. */
    public boolean add(Object element) {
        pages.line(before.isEmpty() ? pending + "," : before);
        before = "";
        pending = Json.text(element);
        return !pages.isOver();
    }

    @Override
    public void close() {
        if (before.isEmpty()) {
            pages.line(pending);
            pages.line("]");
        } else {
            pages.line("[]");
        }
        pages.close();
    }
}
