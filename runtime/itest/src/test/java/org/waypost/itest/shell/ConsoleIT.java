package org.waypost.itest.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.waypost.itest.kit.Browser;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/** The web console in a browser: it shows what the server says, changes what it says it changes, and runs nothing that devices send. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {

    private static final String ENTER = "\uE007";
    private static final String TAB = "\uE004";
    private static final String WATCHED = "document.querySelector('#live').dataset.watched";
    private static final String ESCAPE = "\uE00C";

    private WaypostContainer waypost;
    private Optional<Browser> browser = Optional.empty();
    private int cseq;

    @BeforeAll
    void start() {
        waypost = WaypostContainer.start();
        waypost.exec("feature:add console");
    }

    @AfterAll
    void stop() {
        browser.ifPresent(Browser::close);
        waypost.close();
    }

    @Test
    void isServedWithItsFeatureAlone() {
        waypost.exec("feature:remove console");
        assertThat(get("/console/").statusCode()).isEqualTo(404);
        assertThat(get("/console/api/overview").statusCode()).isEqualTo(404);

        waypost.exec("feature:add console");
        HttpResponse<String> page = get("/console/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Waypost</title>").doesNotContain("style=", "onclick=", "http://");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'", "script-src 'self';"));
        assertThat(get("/console/api/overview").body()).contains("\"inUse\":\"memory (db_mode 0)\"");
    }

    @Test
    void changesNothingForWhoHasNoTokenOrIsAnotherSite() {
        String body = "{\"changes\":[{\"module\":\"registrar\",\"key\":\"max_contacts\",\"value\":\"7\"}]}";
        assertThat(post("/console/api/parameters/apply", "text/plain", body).statusCode())
                .isEqualTo(415);
        waypost.exec("cfg:set http token 'open sesame'");
        try {
            assertThat(get("/console/").statusCode()).isEqualTo(200);
            assertThat(get("/console/api/overview").statusCode()).isEqualTo(401);
            assertThat(post("/console/api/parameters/apply", "application/json", body)
                            .statusCode())
                    .isEqualTo(401);
        } finally {
            waypost.exec("cfg:reset http token");
        }
        assertThat(waypost.exec("cfg:get registrar max_contacts").strip()).isEqualTo("0");
        HttpResponse<String> done = post("/console/api/parameters/apply", "application/json", body);
        assertThat(done.body()).contains("\"done\":true");
        assertThat(waypost.exec("cfg:get registrar max_contacts").strip()).isEqualTo("7");
        waypost.exec("cfg:reset registrar max_contacts");
    }

    @Test
    void letsInWhoHasTheToken() {
        Browser page = browser();
        waypost.exec("cfg:set http token 'open sesame'");
        try {
            open("overview");
            page.await("document.getElementById('token')");
            page.type("#token", "wrong");
            page.press(ENTER);
            page.awaitText("#signin-error", "This is not the token.");
            page.type("#token", "open sesame");
            page.press(ENTER);
            page.awaitText("[data-fact='Uptime']", "s");
            page.click("#signout");
            page.await("document.getElementById('token') && document.querySelector('#bar').hidden");
        } finally {
            waypost.exec("cfg:reset http token");
        }
    }

    @Test
    void plotsWhatTheServerCounts() {
        Browser page = browser();
        register("plotted", "<sip:plotted@127.0.0.1:9>", "Plotter");
        open("overview");
        page.await(fact("Accepted", waypost.statistic("registrar:accepted_regs")));
        page.await(fact("AoRs", waypost.statistic("usrloc:registered_users")));
        page.awaitText("main", "udp:127.0.0.1:" + waypost.port());
        // The line leaves the ground once the second that counted the REGISTER has ended.
        page.await("""
                new Set([...(document.querySelector("[data-series='core:rcv_requests_register']")?.getAttribute('d') || '')
                    .matchAll(/[ML][0-9.]+ ([0-9.]+)/g)].map((point) => point[1])).size > 1""");
        page.await(
                "document.querySelector(\"[data-chart='REGISTER'] svg\").getAttribute('aria-label').includes('received')");
        page.await("document.querySelector(\"[data-now='usrloc:registered_users']\").textContent === '"
                + waypost.statistic("usrloc:registered_users") + "'");
    }

    @Test
    void showsSearchesAndTurnsBindings() {
        Browser page = browser();
        for (int i = 0; i < 120; i++) {
            register("paged-%03d".formatted(i), "<sip:p%03d@127.0.0.1:9>".formatted(i), "Pager/" + i % 2);
        }
        open("bindings");
        page.type("#search", "paged-");
        page.awaitText("#found", "120 AoRs, 120 contacts");
        assertThat(page.texts("#bindings td:first-child")).hasSize(50).first().isEqualTo("paged-000");
        page.click("#next");
        page.awaitText("#bindings", "paged-050");
        page.click("#next");
        page.awaitText("#bindings", "paged-119");
        assertThat(page.count("#bindings tr")).isEqualTo(20);
        page.click("#previous");
        page.awaitText("#bindings", "paged-050");

        page.type("#search", "pager/1");
        page.press(ENTER);
        page.awaitText("#found", "60 AoRs");
        page.type("#search", "p119@");
        page.press(ENTER);
        page.awaitText("#found", "1 AoR, 1 contact");
        assertThat(page.texts("#bindings tr td")).contains("paged-119", "sip:p119@127.0.0.1:9", "Pager/1");
    }

    @Test
    void followsChangesRemovesContactsAndTellsWhy() {
        Browser page = browser();
        register("removed", "<sip:one@127.0.0.1:9>;q=0.5, <sip:two@127.0.0.1:9>", "Gone/1");
        open("bindings/location/removed");
        page.awaitText("#contacts", "sip:one@127.0.0.1:9");
        page.awaitText("#why", "200");
        page.awaitText("#why", "sip:two@127.0.0.1:9");
        page.await(WATCHED);

        register("removed", "<sip:three@127.0.0.1:9>;q=7", "Gone/1");
        register("removed", "<sip:three@127.0.0.1:9>", "Gone/1");
        page.awaitText("#live", "sip:three@127.0.0.1:9");
        page.awaitText("#contacts", "sip:three@127.0.0.1:9");
        page.awaitText("#why", "400");
        page.awaitText("#why", "Invalid q param in contact");

        page.click("#contacts article:first-child button");
        page.awaitText("dialog", "Remove this contact?");
        page.press(ESCAPE);
        page.await("!document.querySelector('dialog')");
        assertThat(waypost.exec("ul:lookup location removed")).contains("sip:one@127.0.0.1:9");

        page.click("#contacts article:first-child button");
        page.click("#confirm");
        page.await("!document.querySelector('#contacts').textContent.includes('sip:one@127.0.0.1:9')");
        assertThat(waypost.exec("ul:lookup location removed"))
                .doesNotContain("sip:one@127.0.0.1:9")
                .contains("sip:two@127.0.0.1:9");

        page.click("#remove-aor");
        page.click("#confirm");
        page.await("!document.querySelector('#contacts')");
        assertThat(waypost.run("ul:lookup location removed").exitCode()).isNotZero();
    }

    @Test
    void tellsWhyOfWhoNeverGotIn() {
        Browser page = browser();
        register("outsider", "<sip:outsider@127.0.0.1:9>;q=7", "Outsider/1");
        open("bindings");
        page.type("#search", "outsider");
        page.press(ENTER);
        page.click("#why-not");
        page.awaitText("#why", "Invalid q param in contact");
        page.awaitText("#contacts", "It has no contact.");
    }

    @Test
    void runsNothingThatDevicesSend() {
        Browser page = browser();
        String image = "<img src=x onerror=window.pwned=1>";
        register(
                "%3Cimg%20src=x%20onerror=window.pwned=2%3E",
                "<sip:\"onfocus=\"window.pwned=3@127.0.0.1:9>, <javascript:window.pwned=4>",
                "\"><svg onload=window.pwned=5></svg>" + image + "<script>window.pwned=6</script> \u202Egnp.exe");
        page.log();
        open("bindings");
        page.type("#search", "onerror");
        page.press(ENTER);
        page.awaitText("#found", "1 AoR, 2 contacts");
        assertThat(page.texts("#bindings tr:first-child td:first-child"))
                .containsExactly("<img src=x onerror=window.pwned=2>");
        assertThat(page.texts("#bindings td:nth-child(5)").get(0))
                .isEqualTo("\"><svg onload=window.pwned=5></svg>" + image
                        + "<script>window.pwned=6</script> \\u202egnp.exe");
        page.click("#bindings a");
        page.awaitText("#contacts", "javascript:window.pwned=4");
        page.click("#contacts summary");
        page.awaitText("#contacts dd", image);
        page.awaitText("#why", "javascript:window.pwned=4");
        page.await(WATCHED);
        register("%3Cimg%20src=x%20onerror=window.pwned=2%3E", "<sip:again@127.0.0.1:9>", image);
        page.awaitText("#live", image);

        assertThat(page.run("return window.pwned === undefined;")).isEqualTo(true);
        assertThat(page.count("img:not([src='icon.svg']), svg:not(.plot), main script, a[href^='javascript']"))
                .isZero();
        assertThat(page.log()).as("what the browser had to refuse").isEmpty();
    }

    @Test
    void changesAParameterSaysWhyNotAndTakesItBack() {
        Browser page = browser();
        open("parameters/registrar");
        page.click(value("registrar.retry_after"));
        page.type("[data-value='retry_after']", "-5");
        page.press(ENTER);
        page.awaitText(
                "[data-parameter='registrar.retry_after'] .refusal",
                "registrar.retry_after: '-5' is refused; an integer of");
        assertThat(waypost.exec("cfg:get registrar retry_after").strip()).isEqualTo("0");

        page.type("[data-value='retry_after']", "30");
        page.press(ENTER);
        page.awaitText(value("registrar.retry_after"), "30");
        page.awaitText("[data-parameter='registrar.retry_after']", "changed");
        assertThat(waypost.exec("cfg:get registrar retry_after").strip()).isEqualTo("30");

        // What somebody else changes shows as well.
        waypost.exec("cfg:set registrar retry_after 31");
        page.awaitText(value("registrar.retry_after"), "31");

        open("parameters/history");
        page.awaitText("#history", "console 127.0.0.1");
        page.awaitText("#history", "registrar.retry_after");
        page.click("#undo");
        page.awaitText("#history", "undo of");
        assertThat(waypost.exec("cfg:get registrar retry_after").strip()).isEqualTo("30");
        page.click("#undo");
        WaypostContainer.await(
                "undone",
                SipClient.PATIENCE,
                () -> waypost.exec("cfg:get registrar retry_after").strip().equals("0"));
    }

    @Test
    void setsSeveralParametersAtOnceOrNone() {
        Browser page = browser();
        open("parameters/registrar");
        later("registrar.flow_timer", "flow_timer", "25");
        page.click("[data-focus='check']");
        page.awaitText(".tray .refusal", "flow_timer");
        later("registrar.outbound_mode", "outbound_mode", "1");
        page.awaitText(".tray", "2 pending changes");
        assertThat(waypost.exec("cfg:get registrar outbound_mode").strip()).isEqualTo("0");
        page.click("[data-focus='commit']");
        page.await("!document.querySelector('.tray')");
        assertThat(waypost.exec("cfg:get registrar flow_timer").strip()).isEqualTo("25");
        assertThat(waypost.exec("cfg:get registrar outbound_mode").strip()).isEqualTo("1");
        waypost.exec("cfg:undo");
        page.awaitText(value("registrar.flow_timer"), "0");
    }

    @Test
    void putsAnotherStoreInUse() {
        Browser page = browser();
        register("kept", "<sip:kept@127.0.0.1:9>", "Keeper");
        open("stores");
        page.awaitText("#in-use", "memory (db_mode 0)");
        page.awaitText("[data-store='memory']", Long.toString(waypost.statistic("usrloc:registered_users")));
        page.click("[data-store='jdbc'] button");
        page.awaitText("dialog", "Use jdbc (db_mode 1)?");
        page.click("#confirm");
        page.awaitText("#in-use", "(db_mode 1)");
        assertThat(waypost.exec("store:list")).contains("written through");
        assertThat(waypost.exec("store:verify memory jdbc")).contains("no difference");
        page.awaitText("[data-store='jdbc']", "written through");

        page.click("[data-store='memory'] button");
        page.click("#confirm");
        page.awaitText("#in-use", "memory (db_mode 0)");
        assertThat(waypost.exec("ul:lookup location kept")).contains("sip:kept@127.0.0.1:9");
    }

    @Test
    void stopsAndStartsBundlesButNoneItStandsOn() {
        Browser page = browser();
        open("bundles");
        page.awaitText("[data-bundle='org.waypost.path']", "active");
        for (String held : List.of("console", "management", "parameters", "sip-api", "operations")) {
            assertThat(page.texts("[data-bundle='org.waypost." + held + "']"))
                    .as(held)
                    .singleElement()
                    .asString()
                    .contains("needed here");
            assertThat(page.count("[data-bundle='org.waypost." + held + "'] button"))
                    .as(held)
                    .isZero();
        }
        page.click("[data-bundle='org.waypost.path'] button.danger");
        page.click("#confirm");
        page.awaitText("[data-bundle='org.waypost.path']", "resolved");
        assertThat(waypost.exec("bundle:list")).containsPattern("resolved .*org.waypost.path\\b");
        page.click("[data-bundle='org.waypost.path'] button");
        page.awaitText("[data-bundle='org.waypost.path']", "active");
        assertThat(page.texts("[data-feature='console']"))
                .singleElement()
                .asString()
                .contains("on", "needed here");
    }

    @Test
    void isUsedWithTheKeyboardAndOnASmallScreen() {
        Browser page = browser();
        page.look(400, 800, "dark");
        for (String section : List.of("overview", "bindings", "parameters/registrar", "stores", "bundles")) {
            open(section);
            page.await("document.querySelector('main').textContent.length > 100");
            assertThat(page.run("return document.documentElement.scrollWidth <= window.innerWidth;"))
                    .as(section + " is not wider than the screen")
                    .isEqualTo(true);
        }
        page.look(1280, 900, "light");
        open("parameters/registrar");
        page.await("document.querySelector(\"" + value("registrar.compat") + "\")");
        page.run("document.querySelector(\"" + value("registrar.compat") + "\").focus();");
        page.press(ENTER);
        page.await("document.activeElement.dataset.value === 'compat'");
        page.press(TAB);
        page.await("document.activeElement.textContent === 'Set'");
        page.press(ESCAPE);
        page.await("document.activeElement.dataset.focus === 'registrar.compat'");
    }

    private void later(String name, String key, String value) {
        Browser page = browser();
        page.click(value(name));
        if (key.equals("outbound_mode")) {
            page.run(
                    "const field = document.querySelector(\"[data-value='outbound_mode']\"); field.value = arguments[0];",
                    value);
        } else {
            page.type("[data-value='" + key + "']", value);
        }
        page.click("[data-parameter='" + name + "'] form button[type='button']");
        page.awaitText("[data-parameter='" + name + "']", "pending");
    }

    private static String fact(String name, long value) {
        return "document.querySelector(\"[data-fact='" + name + "']\")?.firstChild.textContent === '" + value + "'";
    }

    private static String value(String name) {
        return "[data-parameter='" + name + "'] button.value";
    }

    private Browser browser() {
        assumeTrue(Browser.isInstalled(), "chromium and chromedriver are not installed");
        if (browser.isEmpty()) {
            browser = Optional.of(Browser.start());
            browser.get().look(1280, 900, "light");
        }
        return browser.get();
    }

    private void open(String section) {
        // Elsewhere first: another fragment of the same page would be no new page.
        browser().open("about:blank");
        browser().open(waypost.http() + "/console/#/" + section);
    }

    private void register(String user, String contact, String agent) {
        try (SipClient phone = waypost.udp()) {
            phone.ask(
                    Texts.register(phone, user, ++cseq, "Contact: " + contact, "User-Agent: " + agent, "Expires: 600"));
        }
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(waypost.http().resolve(path)).build());
    }

    private HttpResponse<String> post(String path, String type, String body) {
        return send(HttpRequest.newBuilder(waypost.http().resolve(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
