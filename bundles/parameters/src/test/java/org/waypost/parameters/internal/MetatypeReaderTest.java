package org.waypost.parameters.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.Parameter.Option;
import org.waypost.parameters.Parameter.Type;

class MetatypeReaderTest {

    private static final String OCD = """
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
              <OCD id="P" name="P">
                <AD id="mode" name="M" type="Integer" default="0" min="0" max="2" description="How">
                  <Option label="off" value="0"/>
                  <Option label="on" value="1"/>
                </AD>
                <AD id="name" name="N" type="String" default="udp:*\\,tcp:*\\ x" required="false"/>
                <AD id="ratio" name="R" type="Double" default="1.0"/>
              </OCD>
            """;
    private static final String DESIGNATE = """
              <Designate pid="%s"><Object ocdref="P"/></Designate>
            """;
    private static final String END = "</metatype:MetaData>";

    @TempDir
    Path directory;

    @Test
    void readsTypesLimitsAndOptionsOfTheDesignatedPid() throws Exception {
        List<Parameter> parameters =
                MetatypeReader.read(List.of(file("a.xml", OCD + DESIGNATE.formatted("waypost.x") + END)));
        assertThat(parameters)
                .containsExactly(
                        new Parameter(
                                "waypost.x",
                                "mode",
                                Type.INTEGER,
                                "0",
                                0,
                                2,
                                List.of(new Option("0", "off"), new Option("1", "on")),
                                "How"),
                        new Parameter(
                                "waypost.x", "name", Type.TEXT, "udp:*,tcp:* x", 0, Integer.MAX_VALUE, List.of(), ""));
    }

    @Test
    void joinsAnObjectClassAndItsDesignateOfTwoFiles() throws Exception {
        String head = OCD.substring(0, OCD.indexOf('\n'));
        List<URL> files =
                List.of(file("a.xml", head + DESIGNATE.formatted("waypost.x") + END), file("b.xml", OCD + END));
        assertThat(MetatypeReader.read(files)).hasSize(2);
    }

    @Test
    void leavesOutPidsThatAreNotOurs() throws Exception {
        assertThat(MetatypeReader.read(List.of(file("a.xml", OCD + DESIGNATE.formatted("other.x") + END))))
                .isEmpty();
    }

    @Test
    void refusesADocumentThatBreaksOff() throws Exception {
        URL file = file("a.xml", OCD);
        assertThatThrownBy(() -> MetatypeReader.read(List.of(file))).isInstanceOf(XMLStreamException.class);
    }

    private URL file(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text).toUri().toURL();
    }
}
