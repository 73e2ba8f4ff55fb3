package dev.stackyn.deployments.adapters.git;

import dev.stackyn.deployments.domain.DeployKeyPair;
import dev.stackyn.deployments.ports.DeployKeys;
import dev.stackyn.kernel.RandomSource;
import dev.stackyn.kernel.Secret;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Ed25519 keys in the two forms that OpenSSH writes. */
@Singleton
final class Ed25519Keys implements DeployKeys {
  private static final String TYPE = "ssh-ed25519";

  /** The format's block size where nothing is encrypted. */
  private static final int BLOCK = 8;

  private final RandomSource random;

  Ed25519Keys(RandomSource random) {
    this.random = random;
  }

  @Override
  public DeployKeyPair generate(String comment) {
    String oneLine = comment.replaceAll("[^\\x21-\\x7e]+", "-");
    byte[] seed = random.bytes(Ed25519.SECRET_KEY_SIZE);
    byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, point, 0);
    byte[] publicKey = new Wire().text(TYPE).bytes(point).done();
    String line = TYPE + " " + Base64.getEncoder().encodeToString(publicKey) + " " + oneLine;
    return new DeployKeyPair(
        line.strip(), new Secret(armored(container(publicKey, seed, point, oneLine))));
  }

  private byte[] container(byte[] publicKey, byte[] seed, byte[] point, String comment) {
    byte[] check = random.bytes(Integer.BYTES);
    byte[] secret =
        new Wire()
            .raw(check)
            .raw(check)
            .text(TYPE)
            .bytes(point)
            .bytes(ByteBuffer.allocate(seed.length + point.length).put(seed).put(point).array())
            .text(comment)
            .padded(BLOCK)
            .done();
    return new Wire()
        .raw("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII))
        .text("none")
        .text("none")
        .text("")
        .number(1)
        .bytes(publicKey)
        .bytes(secret)
        .done();
  }

  private static String armored(byte[] container) {
    return "-----BEGIN OPENSSH PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(container)
        + "\n-----END OPENSSH PRIVATE KEY-----\n";
  }

  /** The encoding of RFC 4251: each string behind its length. */
  private static final class Wire {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Wire raw(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    Wire number(int value) {
      return raw(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    Wire bytes(byte[] bytes) {
      return number(bytes.length).raw(bytes);
    }

    Wire text(String text) {
      return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    Wire padded(int block) {
      for (byte next = 1; out.size() % block != 0; next++) {
        out.write(next);
      }
      return this;
    }

    byte[] done() {
      return Arrays.copyOf(out.toByteArray(), out.size());
    }
  }
}
