package org.waypost.kemi.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.sip.ScriptCallback.Outcome;

class ScriptHolderTest {

    @TempDir
    Path folder;

    private final Modules modules = new Modules(0);
    private final Notes test = new Notes("test");
    private final ScriptHolder holder = new ScriptHolder(modules, new ScriptLog());
    private boolean started = true;
    private final LuaRoute route = new LuaRoute(holder, () -> started, context -> true, () -> true);
    private Path script;

    @BeforeEach
    void start() {
        modules.add(test, 0);
        script = folder.resolve("route.lua");
    }

    @AfterEach
    void stop() {
        holder.close(1);
    }

    private void write(String text) throws Exception {
        Files.writeString(script, text);
    }

    private void configure() {
        holder.configure(new KemiSettings(script, 1_000_000_000, 16384, 2));
    }

    private void refreshTwice() {
        holder.refresh();
        holder.refresh();
    }

    private String answer() {
        Request request = new Request();
        route.route(request.newContext());
        return request.reply();
    }

    @Test
    void lets500StandForAScriptThatNeverWasGood() throws Exception {
        write("nonsense");
        configure();
        assertThat(answer()).isEqualTo("500 Server Internal Error");

        Files.delete(script);
        configure();
        assertThat(answer()).isEqualTo("500 Server Internal Error");
        assertThat(holder.refused()).contains("there is no such file");

        write("function ksr_request_route() KSR.test.save('location', 0) end");
        refreshTwice();
        assertThat(answer()).isEqualTo("200 OK");
        assertThat(holder.refused()).isEmpty();
    }

    @Test
    void answers500ForAnErrorUnlessTheScriptHasAnswered() throws Exception {
        write("function ksr_request_route() error('x') end");
        configure();
        assertThat(answer()).isEqualTo("500 Server Internal Error");

        write("function ksr_request_route() KSR.test.save('location', 0) error('x') end");
        configure();
        assertThat(answer()).isEqualTo("200 OK");
    }

    @Test
    void leavesTheAnswerOfAScriptThatFailsLaterToWhereItWasForwarded() throws Exception {
        Notes relaying = new Notes("relaying");
        relaying.add("relay", "", (context, arguments) -> {
            context.handOver();
            return 1;
        });
        modules.add(relaying, 0);
        write("function ksr_request_route() KSR.relaying.relay() error('x') end");
        configure();
        assertThat(answer()).isEmpty();
    }

    @Test
    void leavesUnansweredWhatTheScriptDoes() throws Exception {
        write("function ksr_request_route() end");
        configure();

        assertThat(answer()).isEmpty();
    }

    @Test
    void takesANewVersionOnceItsFileIsStill() throws Exception {
        write("function ksr_request_route() KSR.test.note('old') end");
        configure();
        Program old = holder.current().orElseThrow();
        write("function ksr_request_route() KSR.test.note('newer') end");

        holder.refresh();
        assertThat(holder.current()).containsSame(old);
        holder.refresh();
        answer();
        assertThat(test.noted).containsExactly("newer");
        assertThat(old.states().size()).isZero();
    }

    @Test
    void keepsTheGoodVersionWhenTheNewOneIsBrokenOrGone() throws Exception {
        write("function ksr_request_route() KSR.test.note('good') end");
        configure();
        Program good = holder.current().orElseThrow();
        write("function ksr_request_route( KSR.test.note('bad') end");
        refreshTwice();

        assertThat(holder.current()).containsSame(good);
        assertThat(holder.refused()).contains("route.lua:1: ");
        Files.delete(script);
        refreshTwice();
        answer();
        assertThat(test.noted).containsExactly("good");
    }

    @Test
    void loadsAgainWhenModulesComeThatTheBodyOfTheScriptHasNotSeen() throws Exception {
        write("local late = KSR.late function ksr_request_route() late.note('here') end");
        configure();
        Notes late = new Notes("late");
        modules.add(late, 0);
        holder.refresh();

        answer();
        assertThat(late.noted).containsExactly("here");
    }

    @Test
    void hasNoFunctionsWithoutAScript() throws Exception {
        write("function ksr_request_route() end");
        configure();
        holder.configure(new KemiSettings(Path.of(""), 1_000_000_000, 16384, 2));

        assertThat(holder.current()).isEmpty();
        assertThat(holder.call("ksr_request_route", Request.context())).isEqualTo(Outcome.MISSING);
        assertThat(holder.reload()).contains("script is empty");
    }

    @Test
    void answers503UntilAllBundlesAreThere() throws Exception {
        write("function ksr_request_route() KSR.test.save('location', 0) end");
        configure();
        started = false;

        assertThat(answer()).isEqualTo("503 Service Unavailable");
        started = true;
        assertThat(answer()).isEqualTo("200 OK");
    }

    @Test
    void answersMalformedRequestsAndWaitsAsItIsTold() {
        Request request = new Request();
        route.malformed(request.newContext(), 400, "Bad Request");

        assertThat(request.reply()).isEqualTo("400 Bad Request");
        assertThat(route.mayBlock(Request.context())).isTrue();
    }

    @Test
    void tellsWhatAScriptMentionsFromWhatIsThere() throws Exception {
        write("function ksr_request_route() if KSR.auth then KSR.auth.check() end KSR.test.note(1) end");
        configure();

        assertThat(holder.current().orElseThrow().sources().mentioned()).containsExactly("auth", "test");
        assertThat(modules.knows("auth")).isFalse();
        assertThat(modules.knows("test")).isTrue();
    }
}
