package org.waypost.kemi.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.sip.ScriptCallback.Outcome;
import org.waypost.sip.SipContext;

class ProgramTest {

    private static final long TIMEOUT = 200_000_000;

    @TempDir
    Path folder;

    private final Modules modules = new Modules(0);
    private final ScriptLog log = new ScriptLog();
    private final Notes test = new Notes("test");
    private Program program;

    @AfterEach
    void close() {
        if (program != null) {
            program.states().retire();
        }
    }

    private Program load(String script) throws Exception {
        return load(script, new KemiSettings(folder.resolve("route.lua"), TIMEOUT, 16384, 2));
    }

    private Program load(String script, KemiSettings settings) throws Exception {
        modules.add(test, 0);
        Files.writeString(settings.script(), script, StandardCharsets.ISO_8859_1);
        program = new Program(new Sources(settings.script()), modules, log, settings);
        return program;
    }

    private Outcome route(String body) throws Exception {
        return load("function ksr_request_route() " + body + " end").call("ksr_request_route", Request.context());
    }

    @Test
    void answersThroughAModule() throws Exception {
        load("function ksr_request_route() if KSR.test.save('location', 0) < 0 then error('x') end end");
        Request request = new Request();

        assertThat(program.call("ksr_request_route", request.newContext())).isEqualTo(Outcome.DONE);
        assertThat(request.reply()).isEqualTo("200 OK");
        assertThat(test.noted).containsExactly(List.of("location", 0L));
    }

    @Test
    void offersFunctionsWithoutAModuleNameRightBelowKsr() throws Exception {
        Notes core = new Notes("");
        modules.add(core, 0);

        assertThat(route("KSR.note(KSRVERSION)")).isEqualTo(Outcome.DONE);
        assertThat(core.noted).containsExactly("2.0");
    }

    @Test
    void handsOverEveryOctet() throws Exception {
        String all = octets(0, 256) + octets(0, 256);
        test.result = all;

        route(
                "local t = KSR.test.result() KSR.test.note(#t) for i = 1, 512 do if t:byte(i) ~= (i - 1) % 256 then error(i) end end"
                        + " KSR.test.text(t) KSR.test.text('\\193\\129') KSR.test.text('\\128abc') KSR.test.text('a\\0')");
        assertThat(log.latest()).isEmpty();
        assertThat(test.noted).containsExactly(512L, all, "\u00c1\u0081", "\u0080abc", "a\0");
    }

    private static String octets(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append((char) i);
        }
        return text.toString();
    }

    @Test
    void convertsArgumentsAsKamailioDoes() throws Exception {
        route("for _, v in ipairs{12, 1.5, 'a', true, {}} do KSR.test.text(v) end KSR.test.text(nil)"
                + " for _, v in ipairs{'7', 'x', 2.7, -2.7, true} do KSR.test.number(v) end KSR.test.number(nil)"
                + " for _, v in ipairs{'7', 7, 2.5, false, {}} do KSR.test.note(v) end KSR.test.note(nil)");

        assertThat(test.noted)
                .containsExactly(
                        "12", "1.5", "a", "", "", "", 7L, 0L, 2L, -2L, 0L, 0L, "7", 7L, 2.5, false, null, null);
    }

    @Test
    void leavesOptionalArgumentsOut() throws Exception {
        route("KSR.test.maybe('a') KSR.test.maybe('a', nil) KSR.test.maybe('a', 1) KSR.test.maybe('a', nil, 'b')");

        assertThat(test.noted)
                .containsExactly(List.of("a"), List.of("a"), List.of("a", 1L), Arrays.asList("a", 0L, "b"));
    }

    @Test
    void givesFalseForMissingArgumentsAndIgnoresThoseTooMany() throws Exception {
        route("KSR.test.note(KSR.test.save('location')) KSR.test.note(KSR.test.save('location', 0, 1))"
                + " KSR.test.note(KSR.test.nothing(1)) KSR.test.note(KSR.test.nothing())");

        assertThat(test.noted).containsExactly(false, List.of("location", 0L), 1L, false, true);
    }

    @Test
    void givesTablesForListsAndMaps() throws Exception {
        test.result = List.of(Map.of("b", List.of("c")), 7, 4294967296L, true);

        route("local r = KSR.test.result() KSR.test.note(r[1].b[1]) KSR.test.note(r[2]) KSR.test.note(r[3])"
                + " KSR.test.note(r[4]) KSR.test.note(#r)");
        assertThat(test.noted).containsExactly("c", 7L, 4294967296L, true, 4L);
    }

    @Test
    void givesNilForNull() throws Exception {
        route("KSR.test.note(type(KSR.test.result()))");

        assertThat(test.noted).containsExactly("nil");
    }

    @Test
    void endsAtExitAndTellsDrop() throws Exception {
        assertThat(route("KSR.test.exit() KSR.test.note(1)")).isEqualTo(Outcome.DONE);
        assertThat(route("KSR.test.drop() KSR.test.note(1)")).isEqualTo(Outcome.DROP);
        assertThat(test.noted).isEmpty();
        assertThat(log.errors()).isZero();
    }

    @Test
    void runsOnAfterAFunctionThatDropsTheMessageAtTheEnd() throws Exception {
        assertThat(route("KSR.test.note(KSR.test.drop_at_end())")).isEqualTo(Outcome.DROP);
        assertThat(route("KSR.test.drop_at_end() KSR.test.exit()")).isEqualTo(Outcome.DROP);
        assertThat(route("KSR.test.note(1)")).isEqualTo(Outcome.DONE);
        assertThat(test.noted).containsExactly(false, 1L);
    }

    @Test
    void showsAnExitToPcallAsKamailioDoes() throws Exception {
        route("local alive, why = pcall(KSR.test.exit) KSR.test.note(why) error('later')");

        assertThat(test.noted).containsExactly("~~ksr~exit~~");
        assertThat(log.latest()).contains("route.lua:1: later");
    }

    @Test
    void reportsTheLineOfAnErrorAndWhoCalled() throws Exception {
        load("function deep()\n local x = nil\n x.y = 1\nend\nfunction ksr_request_route()\n deep()\nend");

        assertThat(program.call("ksr_request_route", Request.context())).isEqualTo(Outcome.FAILED);
        assertThat(log.latest())
                .contains("route.lua:3: attempt to index local 'x' (a nil value)")
                .contains("route.lua:6: in function")
                .doesNotContain("\n");
    }

    @Test
    void failsWithTheLineWhenAModuleFailsOrIsUnknown() throws Exception {
        assertThat(route("KSR.test.broken()")).isEqualTo(Outcome.FAILED);
        assertThat(log.latest()).contains("route.lua:1: KSR.test.broken failed").contains("broken");
        assertThat(route("KSR.nosuch.save()")).isEqualTo(Outcome.FAILED);
        assertThat(log.latest()).contains("attempt to index field 'nosuch' (a nil value)");
    }

    @Test
    void givesMinusOneWhenArgumentsAreRefused() throws Exception {
        assertThat(route("KSR.test.note(KSR.test.odd())")).isEqualTo(Outcome.DONE);
        assertThat(test.noted).containsExactly(-1L);
    }

    @Test
    void noticesModulesThatComeAndGo() throws Exception {
        load(
                "function ksr_request_route() if KSR.late then KSR.late.note('here') else KSR.test.note('absent') end end");
        Notes late = new Notes("late");

        assertThat(program.call("ksr_request_route", Request.context())).isEqualTo(Outcome.DONE);
        modules.add(late, 0);
        assertThat(program.call("ksr_request_route", Request.context())).isEqualTo(Outcome.DONE);
        modules.remove(late);
        assertThat(program.call("ksr_request_route", Request.context())).isEqualTo(Outcome.FAILED);
        assertThat(log.latest()).contains("route.lua:1: KSR.late.note is called, but no bundle offers it now");
        modules.add(late, 0);
        assertThat(program.call("ksr_request_route", Request.context())).isEqualTo(Outcome.DONE);
        assertThat(test.noted).containsExactly("absent");
        assertThat(late.noted).containsExactly("here", "here");
    }

    @Test
    void waitsForAModuleThatIsBeingUpdated() throws Exception {
        Modules patient = new Modules(TimeUnit.MINUTES.toNanos(1));
        patient.add(test, 0);
        Path script = folder.resolve("route.lua");
        Files.writeString(script, "function ksr_request_route() KSR.test.note('served') end");
        program = new Program(new Sources(script), patient, log, new KemiSettings(script, 10 * TIMEOUT, 16384, 1));
        patient.remove(test);
        Thread caller = new Thread(this::run);
        caller.start();
        while (caller.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        assertThat(test.noted).isEmpty();
        patient.add(test, 0);
        caller.join();
        assertThat(test.noted).containsExactly("served");
    }

    @Test
    void prefersTheModuleOfTheHigherRanking() throws Exception {
        Notes better = new Notes("test");
        modules.add(better, 5);

        route("KSR.test.note(1)");
        assertThat(better.noted).containsExactly(1L);
        assertThat(test.noted).isEmpty();
    }

    @Test
    void cutsOffARunawayScriptAndGoesOn() throws Exception {
        load("function ksr_request_route() end function loop() while true do end end"
                + " function stubborn() while true do pcall(function() while true do end end) end end"
                + " function hidden() coroutine.wrap(function() while true do end end)() end");

        for (String name : List.of("loop", "stubborn", "hidden")) {
            assertThat(program.call(name, Request.context())).isEqualTo(Outcome.FAILED);
            assertThat(log.latest()).contains("route.lua:1: cut off after script_timeout = 200 ms");
            assertThat(program.call("ksr_request_route", Request.context())).isEqualTo(Outcome.DONE);
        }
    }

    @Test
    void cutsOffAScriptThatGrowsTooLarge() throws Exception {
        load(
                "function ksr_request_route() local t = {} for i = 1, 1e9 do t[i] = 'x' .. i end end",
                new KemiSettings(folder.resolve("route.lua"), 100 * TIMEOUT, 2048, 1));

        assertThat(run()).isEqualTo(Outcome.FAILED);
        assertThat(log.latest()).contains("cut off at memory_limit = 2048 KiB");
        assertThat(route("local s = ('x'):rep(1e9)")).isEqualTo(Outcome.FAILED);
        assertThat(log.latest()).contains("string.rep exceeds memory_limit");
    }

    @Test
    void cutsOffAScriptThatRunsForEverWhileItIsLoaded() {
        assertThatThrownBy(() -> load("while true do end")).hasMessageContaining("cut off after script_timeout");
    }

    @Test
    void survivesEndlessRecursion() throws Exception {
        test.add(
                "again",
                "",
                (context, arguments) ->
                        Program.running(program).call("again", context).name());
        load(
                "function again() KSR.test.again() end function deep() return 1 + deep() end function ksr_request_route() end"
                        + " function sorted() table.sort({3, 2, 1}, function() sorted() end) end");

        assertThat(program.call("again", Request.context())).isNotEqualTo(Outcome.MISSING);
        assertThat(log.latest()).contains("C stack overflow");
        assertThat(program.call("deep", Request.context())).isEqualTo(Outcome.FAILED);
        assertThat(log.latest()).contains("stack overflow");
        assertThat(program.call("sorted", Request.context())).isEqualTo(Outcome.FAILED);
        assertThat(program.call("ksr_request_route", Request.context())).isEqualTo(Outcome.DONE);
    }

    @Test
    void refusesABadScriptWithItsLine() {
        assertThatThrownBy(() -> load("function ksr_request_route()\n x = = 1\nend"))
                .isInstanceOf(ScriptException.class)
                .hasMessageContaining("route.lua:2: unexpected symbol near '='");
        assertThatThrownBy(() -> load("\nnosuch()"))
                .hasMessageContaining("route.lua:2: attempt to call global 'nosuch'");
        assertThatThrownBy(() -> load("x = 1")).hasMessageContaining("has no function ksr_request_route");
    }

    @Test
    void callsBackIntoTheSameRun() throws Exception {
        test.add("callback", "s", (context, arguments) -> {
            Outcome outcome = Program.running(program).call((String) arguments[0], context, "now", 7L);
            return outcome.name();
        });

        route("mark = 'mine' function branch(a, b) KSR.test.note(mark .. a .. b) KSR.test.exit() end"
                + " KSR.test.note(KSR.test.callback('branch')) KSR.test.note(KSR.test.callback('nosuch'))"
                + " coroutine.wrap(function() KSR.test.callback('branch') end)()");
        assertThat(log.latest()).isEmpty();
        assertThat(test.noted).containsExactly("minenow7", "DONE", "MISSING", "minenow7");
        assertThat(program.states().size()).isEqualTo(1);
    }

    @Test
    void forgetsTheCoroutinesOfARun() throws Exception {
        load("function ksr_request_route() for i = 1, 100 do coroutine.wrap(function() KSR.test.nothing() end)() end"
                + " KSR.test.note(collectgarbage('count')) end");
        for (int i = 0; i < 200; i++) {
            assertThat(program.call("ksr_request_route", Request.context())).isEqualTo(Outcome.DONE);
        }
        assertThat((Number) test.noted.get(199))
                .satisfies(kib -> assertThat(kib.doubleValue()).isLessThan(4096));
    }

    @Test
    void loadsFilesBesideTheScript() throws Exception {
        Files.writeString(folder.resolve("one.lua"), "return {name = 'one'}");
        Files.writeString(folder.resolve("two.lua"), "two = 'two'");

        route("KSR.test.note(require('one').name) dofile('two.lua') KSR.test.note(two)"
                + " KSR.test.note(pcall(require, 'three'))");
        assertThat(log.latest()).isEmpty();
        assertThat(test.noted).containsExactly("one", "two", false);
        assertThat(program.sources().stamp()).isEqualTo(program.sources().stampRead());
        Files.writeString(folder.resolve("two.lua"), "two = 'another'");
        assertThat(program.sources().stamp()).isNotEqualTo(program.sources().stampRead());
    }

    @Test
    void skipsAFirstLineForTheShell() throws Exception {
        load("#!/usr/bin/lua\nfunction ksr_request_route() error('here') end");
        program.call("ksr_request_route", Request.context());

        assertThat(log.latest()).contains("route.lua:2: here");
    }

    @Test
    void keepsTheProcessFromTheScript() throws Exception {
        assertThat(route("os.exit(1)")).isEqualTo(Outcome.FAILED);
        assertThat(route("KSR.test.note(type(java))")).isEqualTo(Outcome.DONE);
        assertThat(test.noted).containsExactly("nil");
    }

    @Test
    void runsAsManyAtATimeAsThereAreStates() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        test.add("meet", "", (context, arguments) -> {
            try {
                return both.await(5, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        load("function ksr_request_route() KSR.test.meet() end");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Outcome>> runs = threads.invokeAll(List.of(this::run, this::run));
            for (Future<Outcome> run : runs) {
                assertThat(run.get()).isEqualTo(Outcome.DONE);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(program.states().size()).isEqualTo(2);
    }

    private Outcome run() {
        return program.call("ksr_request_route", Request.context());
    }

    @Test
    void failsWhenNoStateComesFree() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        test.add("stay", "", (context, arguments) -> {
            inside.countDown();
            try {
                return leave.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        load(
                "function ksr_request_route() KSR.test.stay() end",
                new KemiSettings(folder.resolve("route.lua"), TIMEOUT, 16384, 1));
        Thread first = new Thread(this::run);
        first.start();
        inside.await();

        assertThat(run()).isEqualTo(Outcome.FAILED);
        assertThat(log.latest()).contains("max_states");
        assertThat(program.states().isQuiet(1)).isFalse();
        leave.countDown();
        first.join();
        assertThat(program.states().isQuiet(1)).isTrue();
    }

    @Test
    void finishesRunsOfARetiredVersion() throws Exception {
        load("function ksr_request_route() KSR.test.retire() KSR.test.note('finished') end");
        test.add("retire", "", (context, arguments) -> {
            program.states().retire();
            return true;
        });
        modules.add(test, 0);

        assertThat(run()).isEqualTo(Outcome.DONE);
        assertThat(test.noted).containsExactly("finished");
        assertThat(program.states().size()).isZero();
        assertThat(run()).as("who comes late is served as well").isEqualTo(Outcome.DONE);
        assertThat(program.states().size()).isZero();
    }

    @Test
    void givesFalseForCallsWhileTheScriptIsLoaded() throws Exception {
        load("local loading = KSR.test.nothing() function ksr_request_route() KSR.test.note(loading) end");

        assertThat(run()).isEqualTo(Outcome.DONE);
        assertThat(test.noted).containsExactly(false);
    }

    @Test
    void tellsWhenThereIsNoSuchFunction() throws Exception {
        load("function ksr_request_route() end");

        SipContext context = Request.context();
        assertThat(program.call("nosuch", context)).isEqualTo(Outcome.MISSING);
        assertThat(program.defines(Program.REPLY_ROUTE)).isFalse();
        assertThat(program.defines(Program.SEND_ROUTE)).isFalse();
    }
}
