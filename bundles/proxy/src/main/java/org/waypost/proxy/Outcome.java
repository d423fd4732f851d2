package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;
import javax.sip.message.Response;
import org.waypost.sip.ReceivedResponse;

/**
 * How one branch ended: with a final response, or by a failure that counts as one (RFC 3261 16.7 step 6 and 16.9).
 *
 * @param status 200..699
 * @param reason the reason phrase
 * @param response as it came, if one did
 */
record Outcome(int status, String reason, Optional<Response> response) {

    private static final int FLOW_FAILED = 430;
    private static final int UNSENT = 477;
    private static final int UNRESOLVABLE = 478;

    static Outcome of(Response response) {
        return new Outcome(response.getStatusCode(), response.getReasonPhrase(), Optional.of(response));
    }

    static Outcome failure(int status, String reason) {
        return new Outcome(status, reason, Optional.empty());
    }

    static Outcome timeout() {
        return failure(Response.REQUEST_TIMEOUT, "Request Timeout");
    }

    /** The caller hung up. */
    static Outcome cancelled() {
        return failure(Response.REQUEST_TERMINATED, "Request Terminated");
    }

    static Outcome unresolvable() {
        return failure(UNRESOLVABLE, "Unresolvable destination");
    }

    static Outcome unsent() {
        return failure(UNSENT, "Send failed");
    }

    /** The flow to the device is gone (RFC 5626 11.6). */
    static Outcome flowFailed() {
        return failure(FLOW_FAILED, "Flow Failed");
    }

    /** The response as it was received, if one was. */
    Optional<ReceivedResponse> received() {
        return response.map(came -> ((SIPResponse) came).getApplicationData())
                .filter(ReceivedResponse.class::isInstance)
                .map(ReceivedResponse.class::cast);
    }

    /** Whether the flow has failed, not the device: another flow may still reach it (RFC 5626 5.3). */
    boolean isOfFlow() {
        return isFlowFailed()
                || status == Response.REQUEST_TIMEOUT
                || response.isEmpty() && (status == UNSENT || status == UNRESOLVABLE);
    }

    /**
     * Whether the server has failed and another one of its name may do better (RFC 3263 4.3).
     *
     * @param heard whether it had given any answer
     */
    boolean isOfServer(boolean heard) {
        return status == Response.SERVICE_UNAVAILABLE && response.isPresent()
                || response.isEmpty() && !heard && (status == Response.REQUEST_TIMEOUT || status == UNSENT);
    }

    boolean isFlowFailed() {
        return status == FLOW_FAILED;
    }

    /**
     * The lower the better: 6xx, then the lowest class; in 4xx those that tell the caller what to do come first, a timeout last; else
     * the lowest status.
     *
     * @param sixHundredFirst false to take a 6xx as the highest class
     */
    int rank(boolean sixHundredFirst) {
        int hundred = status / 100;
        if (hundred == 6 && sixHundredFirst) {
            return status % 100;
        }
        int tier = hundred == 4 ? tier() : 0;
        return hundred * 1000 + tier * 100 + status % 100;
    }

    private int tier() {
        return switch (status) {
            case 401, 407, 415, 420, 484 -> 0;
            case 408 -> 2;
            default -> response.isPresent() ? 1 : 2;
        };
    }
}
