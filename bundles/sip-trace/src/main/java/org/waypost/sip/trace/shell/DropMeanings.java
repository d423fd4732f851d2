package org.waypost.sip.trace.shell;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the counters of messages, requests, connections and events mean that went no further. */
final class DropMeanings {

    /** By {@code group:name}, in the order in which a message meets them. */
    static final Map<String, String> ALL = all();

    private DropMeanings() {}

    private static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(
                "core:drop_requests",
                "messages that were dropped as they came in, not counting keepalives: the sum of those below");
        all.put("core:drop_not_sip", "the first line is that of no SIP/2.0 message");
        all.put("core:bad_msg_hdr", "a header cannot be read, or is there twice and must not be");
        all.put("core:drop_incomplete", "Via, From, To, Call-ID or CSeq is missing");
        all.put(
                "core:drop_too_large",
                "longer than udp_max_message, more header lines than max_headers, or one longer than max_header_length");
        all.put("core:drop_stun", "STUN that is malformed, no binding request, or not wanted");
        all.put(
                "core:err_requests",
                "requests that were answered 503 because worker_queue was full: the store or a script is slow");
        all.put(
                "core:err_replies",
                "replies that could not be sent: the network refused them, or the connection had ended");
        all.put("transactions:stray_responses", "responses to no request of this server, or too late");
        all.put("tm:refused_transactions", "requests that were answered 503 because there were too many transactions");
        all.put("tm:failed_flows", "flows of devices that failed when a request was to be sent on them (RFC 5626)");
        all.put("tcp:local_reject", "connections beyond tcp_max_connections or tcp_max_connections_per_source");
        all.put(
                "tcp:bad_stream",
                "connections closed because of a message without a readable Content-Length, one longer than tcp_max_message, or one that lacks a header it must have");
        all.put("tcp:con_reset", "connections that the other end broke off");
        all.put("tcp:con_timeout", "connections closed after tcp_connection_lifetime without traffic");
        all.put("tcp:connect_failed", "connections that could not be opened");
        all.put("tcp:read_timeout", "connections closed because a message took longer than tcp_msg_read_timeout");
        all.put(
                "tcp:readq_full",
                "connections closed because of a message that was not whole while all together held an eighth of the heap in such");
        all.put("tcp:send_timeout", "connections closed because the peer took nothing for tcp_send_timeout");
        all.put(
                "tcp:sendq_full",
                "connections closed because more waited to be sent than tcp_conn_wq_max, or on all than tcp_wq_max");
        all.put("pike:blocked_requests", "requests of sources that pike_check_req found to send too many");
        all.put("htable:refused_items", "entries that had no room in their hash table");
        all.put("path:flows_gone", "requests for a flow that has ended (RFC 5626 5.3)");
        all.put("path:tokens_forged", "requests with a flow token that this server did not make");
        all.put("usrloc:dropped_events", "changes of contacts that a slow listener was not told of");
        all.put("registrar:dropped_expired_events", "expired contacts that a slow event route was not told of");
        all.put("trace:left_out", "messages that came too fast for a trace");
        return Collections.unmodifiableMap(all);
    }
}
