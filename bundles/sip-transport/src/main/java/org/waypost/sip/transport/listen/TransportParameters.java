package org.waypost.sip.transport.listen;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.waypost.sip.transport.DispatchSettings;

/** Parameters of the sockets and of the messages that come through them; all take effect while the server runs. */
@ObjectClassDefinition(
        name = "Waypost transport",
        description = "Sockets, limits of messages and connections, stateless replies")
public @interface TransportParameters {

    @AttributeDefinition(
            name = "Listeners",
            description =
                    "Where to listen: [udp:|tcp:|tls:|ws:|wss:]host[:port] [advertise host[:port]], separated by commas. "
                            + "Without a protocol UDP and TCP; port 0 takes any free one. Listeners that stay in the list stay open.")
    String listen() default "udp:0.0.0.0:5060,tcp:0.0.0.0:5060";

    @AttributeDefinition(
            name = "Aliases",
            description =
                    "Other names of this server, [proto:]host[:port], separated by commas. Without a port any port.")
    String alias() default "";

    @AttributeDefinition(name = "Server header", description = "The whole header line put into own replies.")
    String server__header() default "Server: Waypost (0.1.0)";

    @AttributeDefinition(name = "Server signature", description = "Whether own replies carry server_header.")
    boolean server__signature() default true;

    @AttributeDefinition(
            name = "Largest UDP message",
            description = "Octets, 512..65535. Longer datagrams are dropped.",
            min = "512",
            max = "65535")
    int udp__max__message() default 65535;

    @AttributeDefinition(
            name = "Largest TCP message",
            description = "Octets, 1024..16777216. A connection that sends a longer one is closed.",
            min = "1024",
            max = "16777216")
    int tcp__max__message() default 65535;

    @AttributeDefinition(
            name = "Most header lines",
            description = "Header lines of a message, 16..4096. A message with more is dropped.",
            min = "16",
            max = "4096")
    int max__headers() default 256;

    @AttributeDefinition(
            name = "Longest header line",
            description = "Octets, folded lines included, 256..65535. A message with a longer one is dropped.",
            min = "256",
            max = "65535")
    int max__header__length() default 8192;

    @AttributeDefinition(
            name = "Contacts per REGISTER",
            description = "Contact values of one REGISTER, 1..1000. A REGISTER with more is answered 413.",
            min = "1",
            max = "1000")
    int max__contacts__per__request() default 64;

    @AttributeDefinition(
            name = "Targets of a request",
            description =
                    "Contacts that a request is forked to, 1..31, as Kamailio's core parameter. A lookup leaves further ones out.",
            min = "1",
            max = "31")
    int max__branches() default DispatchSettings.MOST_BRANCHES;

    @AttributeDefinition(
            name = "Worker threads",
            description =
                    "Threads for requests that may wait for a disk or another machine, 1..4096: so many wait at once. "
                            + "They are started when they are needed and end when they are not.",
            min = "1",
            max = "4096")
    int workers() default 256;

    @AttributeDefinition(
            name = "Worker queue length",
            description =
                    "Requests that may wait for a worker or for others of their Call-ID, 1..1000000. "
                            + "Further ones are answered 503, and so is what would make them larger than 4096 octets on average.",
            min = "1",
            max = "1000000")
    int worker__queue() default 8192;

    @AttributeDefinition(
            name = "UDP receive buffer",
            description = "Octets the kernel keeps for each UDP socket, 0..1073741824; 0 leaves it to the system.",
            min = "0",
            max = "1073741824")
    int udp__receive__buffer() default 4194304;

    @AttributeDefinition(
            name = "UDP send buffer",
            description = "Octets the kernel keeps for each UDP socket, 0..1073741824; 0 leaves it to the system.",
            min = "0",
            max = "1073741824")
    int udp__send__buffer() default 0;

    @AttributeDefinition(
            name = "STUN",
            description = "1 answers STUN binding requests on UDP sockets (keepalive of RFC 5626), 0 drops them.",
            min = "0",
            max = "1")
    int stun() default 1;

    @AttributeDefinition(
            name = "Most TCP connections",
            description = "Connections open at a time, 1..1000000. Further ones are closed at once.",
            min = "1",
            max = "1000000")
    int tcp__max__connections() default 16384;

    @AttributeDefinition(
            name = "Most TCP connections of one address",
            description =
                    "Connections open at a time from one IP address, 1..1000000. Further ones are closed at once.",
            min = "1",
            max = "1000000")
    int tcp__max__connections__per__source() default 4096;

    @AttributeDefinition(
            name = "TCP connection lifetime",
            description = "Seconds after which a connection without traffic is closed, 1..604800.",
            min = "1",
            max = "604800")
    int tcp__connection__lifetime() default 3605;

    @AttributeDefinition(
            name = "TCP connect time-out",
            description = "Seconds to wait for an outgoing connection, 1..300.",
            min = "1",
            max = "300")
    int tcp__connect__timeout() default 10;

    @AttributeDefinition(
            name = "TCP message time-out",
            description =
                    "Seconds for a message to come whole once it has begun, 1..3600. A connection that takes longer is closed.",
            min = "1",
            max = "3600")
    int tcp__msg__read__timeout() default 20;

    @AttributeDefinition(
            name = "TCP send time-out",
            description = "Seconds for the peer to take something of what waits for it, 1..3600. "
                    + "A connection whose peer takes nothing for longer is closed.",
            min = "1",
            max = "3600")
    int tcp__send__timeout() default 10;

    @AttributeDefinition(
            name = "TCP write queue",
            description =
                    "Octets that may wait to be written to a connection, 4096..67108864; up to 16 times as many while its "
                            + "peer takes something each second. A connection whose peer reads more slowly is closed.",
            min = "4096",
            max = "67108864")
    int tcp__conn__wq__max() default 262144;

    @AttributeDefinition(
            name = "All TCP write queues",
            description =
                    "Octets that may wait to be written to all connections, 65536..1073741824. "
                            + "While there are more, a connection on which some wait is closed before it takes another message.",
            min = "65536",
            max = "1073741824")
    int tcp__wq__max() default 67108864;

    @AttributeDefinition(
            name = "TCP aliases",
            description =
                    "Whether requests to the port that a Via with the parameter alias names go over the connection it came on "
                            + "(RFC 5923). Who shares an address with others could take over what is theirs.")
    boolean tcp__accept__aliases() default false;
}
