package org.waypost.itest.phone;

import org.waypost.itest.kit.Browser;

/** A page of {@link BrowserPhones} as its user sees it. */
public final class BrowserPhone implements AutoCloseable {

    private final Browser browser;
    private final String window;

    BrowserPhone(Browser browser, String window) {
        this.browser = browser;
        this.window = window;
    }

    /** Fills the account in and registers; see {@link #awaitRegistration}. */
    public BrowserPhone register(String server, String address, String password) {
        page().type("#server", server);
        browser.type("#address", address);
        browser.type("#password", password);
        browser.click("#register");
        return this;
    }

    /** Waits until the page says that of its registration. */
    public BrowserPhone awaitRegistration(String text) {
        page().awaitText("#registration", text);
        return this;
    }

    public void unregister() {
        page().click("#unregister");
    }

    public void call(String uri) {
        page().type("#callee", uri);
        browser.click("#call");
    }

    /** Waits for a call and accepts it. */
    public void answer() {
        page().click("#answer");
    }

    public void hangUp() {
        page().click("#hangup");
    }

    /** Waits until the page says that of its call. */
    public void awaitCall(String text) {
        page().awaitText("#state", text);
    }

    /** Waits until sound of the other phone arrives, which it sends straight to the page. */
    public void awaitSound() {
        page().awaitText("#sound", "connected");
        browser.await("session.connection.getStats().then((all) => "
                + "[...all.values()].some((one) => one.type === 'inbound-rtp' && one.packetsReceived > 10))");
    }

    /** Waits for the end of the call and returns what the page says of its reason. */
    public String awaitEnd() {
        page().await("/^(ended|failed)/.test(document.querySelector('#state').textContent)");
        return browser.texts("#state").get(0);
    }

    private Browser page() {
        browser.toFront(window);
        return browser;
    }

    /** Closes the page without a word to anybody. */
    @Override
    public void close() {
        page().closeWindow();
    }
}
