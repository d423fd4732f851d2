package org.waypost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.waypost.console.Samples.get;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waypost.parameters.ParameterException;

class JobsTest {

    private Jobs jobs = new Jobs(60_000);

    @AfterEach
    void stop() {
        jobs.stop();
    }

    @Test
    void answersAtOnceWithWhatEndsSoon() {
        assertThat(jobs.start(progress -> Map.of("answer", 42)))
                .containsEntry("done", true)
                .containsEntry("answer", 42);
    }

    @Test
    void refusesAtOnceWhatIsRefused() {
        assertThatThrownBy(() -> jobs.start(progress -> {
                    throw new ParameterException("no");
                }))
                .isInstanceOf(ParameterException.class)
                .hasMessage("no");
        assertThatThrownBy(() -> jobs.start(progress -> {
                    throw new IllegalStateException("secrets of the implementation");
                }))
                .isInstanceOf(Refused.class)
                .hasMessage("this failed; the log says why");
    }

    @Test
    void tellsOfWhatTakesLongUntilItHasEnded() throws InterruptedException {
        jobs = new Jobs(0);
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Map<String, Object> state = jobs.start(progress -> {
            for (int i = 1; i <= 30; i++) {
                progress.accept(i + " of 30");
            }
            told.countDown();
            await(end);
            return Map.of("answer", 42);
        });
        assertThat(state).containsEntry("done", false);
        told.await();
        String job = "number=" + state.get("job");
        Map<?, ?> halfway = (Map<?, ?>) jobs.reads().get("job").answer(get(job));
        assertThat((Object[]) halfway.get("lines")).hasSize(20).endsWith("30 of 30");
        end.countDown();
        Map<?, ?> last = halfway;
        while (last.get("done").equals(false)) {
            last = (Map<?, ?>) jobs.reads().get("job").answer(get(job));
        }
        assertThat(last.get("answer")).isEqualTo(42);
    }

    @Test
    void takesOnNoMoreThanItCanRemember() {
        jobs = new Jobs(0);
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 4; i++) {
            jobs.start(progress -> {
                await(end);
                return Map.of();
            });
        }
        assertThatThrownBy(() -> jobs.start(progress -> Map.of()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("too much is under way");
        end.countDown();
        assertThatThrownBy(() -> jobs.reads().get("job").answer(get("number=99")))
                .isInstanceOf(Refused.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
