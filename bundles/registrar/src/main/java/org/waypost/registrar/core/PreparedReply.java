package org.waypost.registrar.core;

/**
 * A reply that save() did not send.
 *
 * @param answer its status and reason
 * @param echoRecordRoute whether it carries the Record-Route headers of the request
 * @param headers its header lines as octets; empty if they stand in the context already
 */
record PreparedReply(Answer answer, boolean echoRecordRoute, byte[] headers) {

    /** What reg_send_reply() sends for a request that nothing was prepared for, as in Kamailio. */
    static final PreparedReply NOTHING = new PreparedReply(Answer.OK, true, new byte[0]);

    /** Where a request keeps its reply. */
    static final class Slot {

        private PreparedReply reply = NOTHING;

        void put(PreparedReply prepared) {
            reply = prepared;
        }

        PreparedReply get() {
            return reply;
        }
    }
}
