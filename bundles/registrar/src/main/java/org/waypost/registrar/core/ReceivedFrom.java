package org.waypost.registrar.core;

/** Where a route says that a request was received from; empty if none did. */
final class ReceivedFrom {

    private String uri = "";

    String uri() {
        return uri;
    }

    void uri(String newUri) {
        uri = newUri;
    }
}
