package org.waypost.sip.dns;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;

/** The addresses in the hosts file of the system. The parser is asked by one thread at a time: two at once lose its table to each other. */
final class HostsFile {

    private static final Logger LOG = LoggerFactory.getLogger(HostsFile.class);

    private final HostsFileParser file;

    HostsFile(HostsFileParser file) {
        this.file = file;
    }

    /** The address of that name and type as a record; none for other types, and if the file has none. */
    synchronized List<Record> records(Name name, int type) {
        if (type != Type.A && type != Type.AAAA) {
            return List.of();
        }
        try {
            Name whole = name.isAbsolute() ? name : Name.concatenate(name, Name.root);
            Optional<InetAddress> address = file.getAddressForHost(whole, type);
            return address.map(found -> record(whole, found)).stream().toList();
        } catch (NameTooLongException e) {
            return List.of();
        } catch (IOException e) {
            LOG.debug("the hosts file cannot be read: {}", e.toString());
            return List.of();
        }
    }

    private static Record record(Name name, InetAddress address) {
        return address instanceof Inet4Address
                ? new ARecord(name, DClass.IN, 0, address)
                : new AAAARecord(name, DClass.IN, 0, address);
    }
}
