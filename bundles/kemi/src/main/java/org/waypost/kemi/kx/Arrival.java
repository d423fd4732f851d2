package org.waypost.kemi.kx;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.waypost.kemi.Functions;
import org.waypost.sip.Flow;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;

/** Where the message came from, where to, and how. */
final class Arrival {

    private Arrival() {}

    static void add(Functions table) {
        table.get("get_srcip", "The address the message came from.", c -> host(source(c)))
                .get(
                        "get_srcport",
                        "The port the message came from.",
                        c -> source(c).getPort())
                .get("get_srcuri", "Where the message came from, as a SIP URI.", Arrival::sourceUri)
                .get(
                        "get_srcaddr_sock",
                        "Where the message came from, as proto:address:port.",
                        c -> transport(c) + ":" + host(source(c)) + ":"
                                + source(c).getPort())
                .get("get_rcvip", "The address of this server the message came to.", c -> host(local(c)))
                .get("get_rcvport", "The port of this server the message came to.", c -> local(c).getPort())
                .get(
                        "get_rcvadvip",
                        "The advertised address the message came to.",
                        c -> c.flow().local().sentBy().host())
                .get("get_rcvadvport", "The advertised port the message came to.", c -> advertisedPort(c.flow()))
                .get(
                        "get_rcvaddr_sock",
                        "The socket the message came to, as proto:address:port.",
                        c -> c.flow().local().description())
                .get(
                        "get_rcv_sock_name",
                        "The name of the socket the message came to; sockets have none here.",
                        c -> null)
                .get("get_proto", "The transport: udp, tcp, tls, ws or wss.", Arrival::transport)
                .get(
                        "get_protoid",
                        "The transport as a number: UDP 1, TCP 2, TLS 3, WS 5, WSS 6.",
                        c -> number(c.flow().transport()))
                .get(
                        "get_conid",
                        "The number of the connection, -1 for UDP.",
                        c -> c.flow().id())
                .get(
                        "get_send_sock",
                        "The socket chosen to send from, nil if none was.",
                        c -> c.target().socket().isEmpty() ? null : c.target().socket())
                .get(
                        "get_send_sock_name",
                        "The name of the socket chosen to send from; sockets have none here.",
                        c -> null)
                .get(
                        "get_send_sock_port",
                        "The port of the socket chosen to send from, 0 if none was.",
                        Arrival::sendPort);
    }

    private static InetSocketAddress source(SipContext context) {
        return context.flow().remote();
    }

    private static InetSocketAddress local(SipContext context) {
        return context.flow().local().address();
    }

    private static String transport(SipContext context) {
        return context.flow().transport().token();
    }

    private static String host(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        String text = host.getHostAddress();
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }

    private static int advertisedPort(Flow flow) {
        int port = flow.local().sentBy().port();
        return port == 0 ? flow.local().address().getPort() : port;
    }

    private static String sourceUri(SipContext context) {
        String uri = "sip:" + host(source(context)) + ":" + source(context).getPort();
        return context.flow().transport() == Transport.UDP ? uri : uri + ";transport=" + transport(context);
    }

    private static int number(Transport transport) {
        return switch (transport) {
            case UDP -> 1;
            case TCP -> 2;
            case TLS -> 3;
            case WS -> 5;
            case WSS -> 6;
        };
    }

    private static int sendPort(SipContext context) {
        String socket = context.target().socket();
        int colon = socket.lastIndexOf(':');
        return colon < 0 ? 0 : Integer.parseInt(socket.substring(colon + 1));
    }
}
