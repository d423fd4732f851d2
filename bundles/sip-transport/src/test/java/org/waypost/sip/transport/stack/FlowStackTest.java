package org.waypost.sip.transport.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.nist.javax.sip.stack.SIPStackTimerTask;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sip.SipException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Transport;

class FlowStackTest {

    private final StackTimer timer = new StackTimer();
    private FlowStack stack;

    @BeforeEach
    void start() throws Exception {
        stack = new FlowStack(timer);
    }

    @AfterEach
    void stop() {
        stack.stop();
    }

    @Test
    void hasAListeningPointForEachTransport() {
        for (Transport transport : Transport.values()) {
            assertThat(stack.provider().getListeningPoint(transport.token())).isNotNull();
        }
    }

    @Test
    void runsNoThreadThatOutlivesIt() throws Exception {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("EventScannerThread")) {
                thread.join(5000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @Test
    void knowsItsOwnBranches() throws Exception {
        BranchIds branches = new BranchIds();
        String branch = branches.next();

        assertThat(branch).startsWith("z9hG4bK").isNotEqualTo(branches.next());
        assertThat(branches.isOwn(branch)).isTrue();
        assertThat(branches.isOwn(branch.toLowerCase(java.util.Locale.ROOT))).isTrue();
        assertThat(new BranchIds().isOwn(branch)).isFalse();
        assertThat(branches.isOwn("z9hG4bK1")).isFalse();
    }

    @Test
    void sendsNothingWithoutAFlow() {
        InflatedRequest request = Inflater.request(Wire.request(Wire.INVITE), new InetSocketAddress("127.0.0.1", 5060))
                .orElseThrow();

        assertThatThrownBy(() -> stack.provider().getNewClientTransaction((InflatedRequest) request.clone()))
                .isInstanceOf(SipException.class)
                .hasMessage("no flow was set for INVITE sip:bob@example.com SIP/2.0");
    }

    @Test
    void aTimerThatFailsStopsNoOther() throws Exception {
        CountDownLatch ran = new CountDownLatch(2);
        timer.schedule(
                task(() -> {
                    throw new IllegalStateException("on purpose");
                }),
                0);
        timer.scheduleWithFixedDelay(
                task(() -> {
                    ran.countDown();
                    throw new IllegalStateException("on purpose");
                }),
                1,
                1);

        assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void takesNoTimersAfterItsEnd() {
        stack.stop();

        assertThat(timer.isStarted()).isFalse();
        assertThat(timer.schedule(task(() -> {}), 1)).isFalse();
    }

    private static SIPStackTimerTask task(Runnable action) {
        return new SIPStackTimerTask() {
            @Override
            public void runTask() {
                action.run();
            }

            @Override
            public Object getThreadHash() {
                return null;
            }
        };
    }
}
