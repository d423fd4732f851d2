package org.waypost.itest.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.Soak;
import org.waypost.itest.kit.WaypostContainer;
import org.waypost.itest.phone.Call;
import org.waypost.itest.phone.Phone;

/**
 * Phones behind networks that lose one packet in twenty each way: every call is completed nevertheless. What gets lost follows from
 * {@code -Dseed=N}.
 */
@ExtendWith(SharedContainer.class)
class LossyCallsIT {

    private static final double LOSS = 0.05;
    private static final long SEED = Long.getLong("seed", 20260);
    private static final int CALLS = Soak.choose(40, 2000);
    private static final int AT_A_TIME = 40;

    private final WaypostContainer waypost;

    LossyCallsIT(WaypostContainer waypost) {
        this.waypost = waypost;
    }

    @Test
    void everyCallIsCompleted() throws InterruptedException, ExecutionException {
        ExecutorService people = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                int number = i;
                calls.add(people.submit(() -> {
                    if (number % 4 == 3) {
                        twoDevicesRing(number);
                    } else {
                        oneCall(number);
                    }
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            people.shutdownNow();
        }
    }

    private void oneCall(int number) {
        try (Phone caller = phone("caller-" + number, 3L * number);
                Phone callee = phone("callee-" + number, 3L * number + 1)) {
            Call calling = caller.call(callee.user());
            Call called = callee.awaitCall().answer();
            calling.awaitEstablished();
            boolean callerHangsUp = number % 2 == 0;
            (callerHangsUp ? calling : called).hangUp();
            assertThat((callerHangsUp ? called : calling).awaitEnd()).isEqualTo("BYE");
        }
    }

    private void twoDevicesRing(int number) {
        try (Phone caller = phone("caller-" + number, 3L * number);
                Phone desk = phone("callee-" + number, 3L * number + 1);
                Phone mobile = phone("callee-" + number, 3L * number + 2)) {
            Call calling = caller.call(desk.user());
            Call atTheDesk = desk.awaitCall();
            Call onTheMobile = mobile.awaitCall().answer();
            calling.awaitEstablished();
            assertThat(atTheDesk.awaitEnd()).isEqualTo("CANCEL");
            onTheMobile.hangUp();
            assertThat(calling.awaitEnd()).isEqualTo("BYE");
        }
    }

    private Phone phone(String user, long number) {
        return Phone.at(
                        waypost.udp().lossy(LOSS, SEED * 31 + number),
                        "127.0.0.1:" + waypost.port(),
                        "lossy-" + SEED + "-" + user)
                .register();
    }
}
