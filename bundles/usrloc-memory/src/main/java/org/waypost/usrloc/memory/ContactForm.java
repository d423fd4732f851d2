package org.waypost.usrloc.memory;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.waypost.sip.Value;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactAttribute;
import org.waypost.usrloc.Ruid;

/** How a record stands in a {@link Snapshot}, version 1: texts as their length and UTF-8, numbers as they are. */
final class ContactForm {

    private static final int LONGEST_TEXT = 1 << 20;

    private ContactForm() {}

    static void write(AddressRecord record, DataOutputStream out) throws IOException {
        text(record.aor(), out);
        out.writeInt(record.contacts().size());
        for (Contact contact : record.contacts()) {
            write(contact, out);
        }
    }

    static AddressRecord read(DataInputStream in) throws IOException {
        String aor = text(in);
        int count = in.readInt();
        List<Contact> contacts = new ArrayList<>(Math.min(16, Math.max(0, count)));
        for (int i = 0; i < count; i++) {
            contacts.add(contact(in));
        }
        return new AddressRecord(aor, contacts);
    }

    private static void write(Contact c, DataOutputStream out) throws IOException {
        text(c.ruid().toString(), out);
        text(c.uri(), out);
        text(c.received(), out);
        text(c.path(), out);
        text(c.callId(), out);
        text(c.userAgent(), out);
        text(c.socket(), out);
        text(c.instance(), out);
        out.writeLong(c.expires());
        out.writeLong(c.lastModified());
        out.writeInt(c.cseq());
        out.writeInt(c.q());
        out.writeInt(c.flags());
        out.writeInt(c.cflags());
        out.writeInt(c.methods());
        out.writeInt(c.regId());
        out.writeInt(c.serverId());
        out.writeInt(c.connectionId());
        out.writeInt(c.attributes().size());
        for (ContactAttribute attribute : c.attributes()) {
            text(attribute.name(), out);
            out.writeBoolean(attribute.value().isNumber());
            text(attribute.value().text(), out);
        }
    }

    private static Contact contact(DataInputStream in) throws IOException {
        return new Contact(
                Ruid.of(text(in)),
                text(in),
                text(in),
                text(in),
                text(in),
                text(in),
                text(in),
                text(in),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                attributes(in));
    }

    private static List<ContactAttribute> attributes(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count <= 0) {
            return List.of();
        }
        List<ContactAttribute> attributes = new ArrayList<>(Math.min(16, count));
        for (int i = 0; i < count; i++) {
            String name = text(in);
            boolean isNumber = in.readBoolean();
            String value = text(in);
            attributes.add(new ContactAttribute(name, isNumber ? Value.of(Long.parseLong(value)) : Value.of(value)));
        }
        return List.copyOf(attributes);
    }

    static void text(String text, DataOutputStream out) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(octets.length);
        out.write(octets);
    }

    static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST_TEXT) {
            throw new IOException("a text of " + length + " octets");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
