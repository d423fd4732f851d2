package org.waypost.pv.transform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.Value;

/** {@code {s.…}}: digests and encodings. Text that cannot be decoded gives null. */
final class CodeTransformations {

    private CodeTransformations() {}

    static void define(Catalog catalog) {
        digest(catalog, "md5", "MD5");
        digest(catalog, "sha256", "SHA-256");
        digest(catalog, "sha384", "SHA-384");
        digest(catalog, "sha512", "SHA-512");
        catalog.define(
                        "s.corehash",
                        "size",
                        "Kamailio's hash of the text; with a size, a power of two, the slot among that many",
                        CodeTransformations::coreHash)
                .text(
                        "s.encode.hexa",
                        "Each octet as two hexadecimal digits",
                        text -> HexFormat.of().formatHex(bytes(text)))
                .text(
                        "s.encode.7bit",
                        "GSM text packed to seven bits an octet, as hexadecimal digits",
                        SevenBit::encode)
                .text("s.encode.base58", "Base58", Base58::encode)
                .text(
                        "s.encode.base64",
                        "Base64",
                        text -> text(Base64.getEncoder().encode(bytes(text))))
                .text(
                        "s.encode.base64t",
                        "Base64 without the padding",
                        text -> text(Base64.getEncoder().withoutPadding().encode(bytes(text))))
                .text(
                        "s.encode.base64url",
                        "Base64 with - and _ for + and /",
                        text -> text(Base64.getUrlEncoder().encode(bytes(text))))
                .text(
                        "s.encode.base64urlt",
                        "Base64 with - and _, without the padding",
                        text -> text(Base64.getUrlEncoder().withoutPadding().encode(bytes(text))));
        decode(catalog, "s.decode.hexa", "Octets from hexadecimal digits", CodeTransformations::hexa);
        decode(catalog, "s.decode.7bit", "GSM text from packed hexadecimal digits", SevenBit::decode);
        decode(catalog, "s.decode.base58", "Text from Base58", Base58::decode);
        decode(
                catalog,
                "s.decode.base64",
                "Text from Base64",
                text -> text.length() % 4 == 0 ? base64(Base64.getDecoder(), text) : Optional.empty());
        decode(
                catalog,
                "s.decode.base64t",
                "Text from Base64 without padding",
                text -> base64(Base64.getDecoder(), text));
        decode(
                catalog,
                "s.decode.base64url",
                "Text from Base64 with - and _",
                text -> base64(Base64.getUrlDecoder(), text));
        decode(
                catalog,
                "s.decode.base64urlt",
                "Text from Base64 with - and _, without padding",
                text -> base64(Base64.getUrlDecoder(), text));
    }

    private static void digest(Catalog catalog, String name, String algorithm) {
        catalog.text("s." + name, algorithm + " digest in hexadecimal digits", text -> {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance(algorithm).digest(bytes(text)));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    private static void decode(
            Catalog catalog, String name, String description, Function<String, Optional<String>> decoder) {
        catalog.of(
                name,
                description,
                value -> decoder.apply(value.text()).map(Value::of).orElse(Value.NULL));
    }

    private static Transformation coreHash(Arguments arguments) {
        PseudoVariable size = arguments.has() ? arguments.number() : context -> Value.of(0);
        return (value, context) -> {
            Value slots = Numbers.of(size.get(context));
            if (value.isNull() || slots.isNull()) {
                return Value.NULL;
            }
            long hash = CoreHash.of(value.text());
            return Value.of(Long.toString(slots.number() <= 0 ? hash : hash & slots.number() - 1));
        };
    }

    private static Optional<String> hexa(String text) {
        try {
            return Optional.of(text(
                    HexFormat.of().parseHex(text.length() % 2 == 0 ? text : text.substring(0, text.length() - 1))));
        } catch (IllegalArgumentException notHexadecimal) {
            return Optional.empty();
        }
    }

    private static Optional<String> base64(Base64.Decoder decoder, String text) {
        try {
            return Optional.of(text(decoder.decode(bytes(text))));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
