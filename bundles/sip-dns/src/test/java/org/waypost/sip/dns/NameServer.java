package org.waypost.sip.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server on the loopback that knows what a test tells it, over UDP and TCP of one port. Of other names it says there are none. */
final class NameServer implements AutoCloseable {

    private static final int LARGEST_DATAGRAM = 512;

    private final ServerSocket connections;
    private final DatagramSocket datagrams;
    private final List<Record> zone = new CopyOnWriteArrayList<>();

    /** The questions that came, such as {@code NAPTR example.com.}; those over TCP with {@code " over TCP"}. */
    final List<String> questions = new CopyOnWriteArrayList<>();

    /** Whether no question is answered. */
    volatile boolean silent;

    private final Record authority = record("example. 60 IN SOA ns.example. admin.example. 1 1 1 1 60");

    NameServer() throws IOException {
        connections = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        datagrams = new DatagramSocket(connections.getLocalPort(), InetAddress.getLoopbackAddress());
        start(this::serveDatagrams);
        start(this::serveConnections);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "test-dns");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), connections.getLocalPort());
    }

    /** Adds records such as {@code bob.example. 60 IN A 192.0.2.1}. */
    NameServer add(String... records) {
        Arrays.stream(records).map(NameServer::record).forEach(zone::add);
        return this;
    }

    private static Record record(String text) {
        String[] parts = text.split(" ", 5);
        try {
            return Record.fromString(
                    Name.fromString(parts[0]),
                    Type.value(parts[3]),
                    DClass.IN,
                    Long.parseLong(parts[1]),
                    parts[4],
                    Name.root);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private void serveDatagrams() {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        while (!datagrams.isClosed()) {
            try {
                packet.setLength(4096);
                datagrams.receive(packet);
                Message query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
                Message answer = answer(query, "");
                byte[] octets = answer.toWire();
                if (octets.length > LARGEST_DATAGRAM) {
                    answer.removeAllRecords(Section.ANSWER);
                    answer.getHeader().setFlag(Flags.TC);
                    octets = answer.toWire();
                }
                if (!silent) {
                    datagrams.send(new DatagramPacket(octets, octets.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                // seen by the loop
            }
        }
    }

    private void serveConnections() {
        while (!connections.isClosed()) {
            try (Socket socket = connections.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] query = new byte[in.readUnsignedShort()];
                in.readFully(query);
                byte[] answer = answer(new Message(query), " over TCP").toWire();
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeShort(answer.length);
                out.write(answer);
            } catch (IOException closed) {
                // seen by the loop
            }
        }
    }

    private Message answer(Message query, String how) {
        Record question = query.getQuestion();
        questions.add(Type.string(question.getType()) + " " + question.getName() + how);
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(question, Section.QUESTION);
        boolean exists = false;
        for (Record record : zone) {
            if (record.getName().equals(question.getName())) {
                exists = true;
                if (record.getType() == question.getType() || record.getType() == Type.CNAME) {
                    answer.addRecord(record, Section.ANSWER);
                }
            }
        }
        if (answer.getSection(Section.ANSWER).isEmpty()) {
            answer.getHeader().setRcode(exists ? Rcode.NOERROR : Rcode.NXDOMAIN);
            answer.addRecord(authority, Section.AUTHORITY);
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        datagrams.close();
        connections.close();
    }
}
