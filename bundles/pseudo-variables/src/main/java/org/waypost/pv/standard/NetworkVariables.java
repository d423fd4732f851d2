package org.waypost.pv.standard;

import java.net.InetSocketAddress;
import org.waypost.pv.transform.TransportNumber;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.Value;

/** Where the message came from and the socket it came on. */
final class NetworkVariables {

    private NetworkVariables() {}

    static void define(Catalog catalog) {
        catalog.read("si", "IP address the message came from", context -> Value.of(ip(source(context))))
                .read(
                        "sp",
                        "Port the message came from",
                        context -> Value.of(source(context).getPort()))
                .read(
                        "siz",
                        "IP address the message came from, IPv6 in brackets",
                        context -> Value.of(bracketed(ip(source(context)))))
                .read(
                        "prid",
                        "Number of the transport the message came by: UDP 1, TCP 2, TLS 3, WS 5, WSS 6",
                        context -> Value.of(TransportNumber.of(context.flow().transport())))
                .read(
                        "conid",
                        "Number of the connection the message came on",
                        context -> context.flow().id() < 0
                                ? Value.NULL
                                : Value.of(context.flow().id()))
                .read(
                        "ws_conid",
                        "Number of the WebSocket the message came on, or that has ended",
                        context -> context.flow().transport() == Transport.WS
                                        || context.flow().transport() == Transport.WSS
                                ? Value.of(context.flow().id())
                                : Value.NULL)
                .read(
                        "pr",
                        "Transport the message came by, in lower case",
                        context -> Value.of(context.flow().transport().token()))
                .read(
                        "proto",
                        "Transport the message came by, in lower case",
                        context -> Value.of(context.flow().transport().token()))
                .read(
                        "su",
                        "URI of the source, with its transport unless that is UDP",
                        context -> Value.of(uri(source(context), context.flow().transport(), false)))
                .read(
                        "sut",
                        "URI of the source, with its transport",
                        context -> Value.of(uri(source(context), context.flow().transport(), true)))
                .read(
                        "sas",
                        "Source as transport:address:port",
                        context -> Value.of(context.flow().transport().token() + ":" + hostPort(source(context))))
                .read("Ri", "IP address of the socket the message came on", context -> Value.of(ip(local(context))))
                .read(
                        "Rp",
                        "Port of the socket the message came on",
                        context -> Value.of(local(context).getPort()))
                .read(
                        "Ru",
                        "URI of the socket the message came on, with its transport unless that is UDP",
                        context -> Value.of(uri(local(context), context.flow().transport(), false)))
                .read(
                        "Rut",
                        "URI of the socket the message came on, with its transport",
                        context -> Value.of(uri(local(context), context.flow().transport(), true)))
                .read(
                        "RAi",
                        "Advertised host of the socket the message came on",
                        context -> Value.of(context.flow()
                                .local()
                                .sentBy()
                                .host()
                                .replace("[", "")
                                .replace("]", "")))
                .read(
                        "RAp",
                        "Advertised port of the socket the message came on",
                        context -> Value.of(advertisedPort(context)))
                .read(
                        "RAu",
                        "URI of the advertised address, with its transport unless that is UDP",
                        context -> Value.of(advertised(context, false)))
                .read(
                        "RAut",
                        "URI of the advertised address, with its transport",
                        context -> Value.of(advertised(context, true)));
    }

    private static int advertisedPort(SipContext context) {
        int port = context.flow().local().sentBy().port();
        return port == 0 ? context.flow().transport().defaultPort() : port;
    }

    private static String advertised(SipContext context, boolean always) {
        Transport transport = context.flow().transport();
        String uri = "sip:" + context.flow().local().sentBy().host() + ":" + advertisedPort(context);
        return transport == Transport.UDP && !always ? uri : uri + ";transport=" + transport.token();
    }

    private static InetSocketAddress source(SipContext context) {
        return context.flow().remote();
    }

    private static InetSocketAddress local(SipContext context) {
        return context.flow().local().address();
    }

    private static String uri(InetSocketAddress address, Transport transport, boolean always) {
        String uri = "sip:" + hostPort(address);
        return transport == Transport.UDP && !always ? uri : uri + ";transport=" + transport.token();
    }

    private static String hostPort(InetSocketAddress address) {
        return bracketed(ip(address)) + ":" + address.getPort();
    }

    private static String bracketed(String ip) {
        return ip.indexOf(':') < 0 ? ip : "[" + ip + "]";
    }

    private static String ip(InetSocketAddress address) {
        return IpText.of(address.getAddress());
    }
}
