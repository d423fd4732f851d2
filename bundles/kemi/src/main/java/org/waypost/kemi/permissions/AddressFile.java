package org.waypost.kemi.permissions;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.waypost.kemi.net.IpAddress;

/**
 * Reads an address file. A line is {@code group address mask port tag}, white space between; what follows the address may be left
 * out, the mask may stand after a slash. {@code #} begins a comment.
 */
final class AddressFile {

    /** A line cannot be understood. */
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1;

        Malformed(int line, String what) {
            super("line " + line + ": " + what, null, false, false);
        }
    }

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");
    private static final Pattern DOTTED = Pattern.compile("[0-9.]+");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private AddressFile() {}

    static AddressList read(Path file) throws IOException, Malformed {
        return parse(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
    }

    static AddressList parse(List<String> lines) throws Malformed {
        AddressList.Builder list = new AddressList.Builder();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int comment = line.indexOf('#');
            String content = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (!content.isEmpty()) {
                parse(SPACE.split(content), i + 1, list);
            }
        }
        return list.build();
    }

    private static void parse(String[] fields, int line, AddressList.Builder list) throws Malformed {
        if (fields.length < 2) {
            throw new Malformed(line, "group address mask port tag is wanted");
        }
        int group = number(fields[0], "group", Integer.MAX_VALUE, line);
        int slash = fields[1].indexOf('/');
        String host = slash < 0 ? fields[1] : fields[1].substring(0, slash);
        String mask = slash >= 0 ? fields[1].substring(slash + 1) : fields.length > 2 ? fields[2] : "";
        int next = slash >= 0 ? 2 : 3;
        int port = fields.length > next ? number(fields[next], "port", 65535, line) : 0;
        String tag = fields.length > next + 1 ? fields[next + 1] : "";
        if (fields.length > next + 2) {
            throw new Malformed(line, "nothing is wanted after the tag, but there is " + fields[next + 2]);
        }
        AddressList.Entry entry = new AddressList.Entry(group, port, tag);
        Optional<InetAddress> address = IpAddress.parse(host);
        if (address.isPresent()) {
            int most = address.get().getAddress().length * 8;
            int bits = mask.isEmpty() ? most : number(mask, "mask", most, line);
            // a mask of 0 stands for none in the original, and never for the whole Internet
            list.add(Network.of(address.get(), bits == 0 ? most : bits), entry);
        } else if (NAME.matcher(host).matches() && !DOTTED.matcher(host).matches() && slash < 0) {
            // a name has no mask, but the column must be there for what follows
            number(mask.isEmpty() ? "0" : mask, "mask", 128, line);
            list.add(host, entry);
        } else {
            throw new Malformed(line, host + " is no address and no name");
        }
    }

    private static int number(String text, String what, int most, int line) throws Malformed {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // refused below, as a number out of range is
        }
        throw new Malformed(line, what + " " + text + " is not a number of 0.." + most);
    }
}
