package dev.stackyn.platform.adapters.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.platform.domain.SealingKey;
import dev.stackyn.platform.domain.Vault;
import dev.stackyn.platform.domain.Vault.Unopenable;
import dev.stackyn.testing.AtOnce;
import dev.stackyn.testing.FixedRandom;
import dev.stackyn.testing.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyedVaultTest {
  private static final byte[] PLAIN = "a secret".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private final ManualClock clock = new ManualClock();
  private final FixedRandom random = new FixedRandom();

  /** A process on the folder. */
  private record Node(SealingRing keys, Vault vault) {}

  @Test
  void whatWasSealedNamesItsKeyAndSaysNothingElse() {
    Node node = node();

    SealedBytes sealed = node.vault.seal(PLAIN);

    SealingKey key = node.keys.all().getLast();
    assertThat(sealed.hex()).startsWith("01" + key.id());
    assertThat(node.vault.keyOf(sealed)).isEqualTo(key.id());
    assertThat(sealed.bytes()).hasSize(1 + 4 + 12 + PLAIN.length + 16);
    assertThat(new String(sealed.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("secret");
    assertThat(node.vault.open(sealed)).isEqualTo(PLAIN);
  }

  @Test
  void theSameTextIsSealedAnotherWayEachTime() {
    Node node = node();

    assertThat(node.vault.seal(PLAIN)).isNotEqualTo(node.vault.seal(PLAIN));
    assertThat(node.vault.open(node.vault.seal(new byte[0]))).isEmpty();
  }

  @Test
  void noByteOfItCanBeChanged() {
    Node node = node();
    byte[] sealed = node.vault.seal(PLAIN).bytes();

    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> node.vault.open(SealedBytes.of(changed)))
          .as("byte %d", i)
          .isInstanceOf(Unopenable.class)
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void anotherKeysIdCannotBePutInFront() {
    Node node = node();
    byte[] sealed = node.vault.seal(PLAIN).bytes();
    clock.pass(Duration.ofMillis(1));
    byte[] other = node.vault.seal(PLAIN).bytes();
    node.keys.add();
    byte[] newer = node.vault.seal(PLAIN).bytes();
    System.arraycopy(newer, 0, sealed, 0, 5);

    assertThatThrownBy(() -> node.vault.open(SealedBytes.of(sealed)))
        .isInstanceOf(Unopenable.class)
        .hasMessageContaining("changed since it was sealed");
    assertThat(node.vault.open(SealedBytes.of(other))).isEqualTo(PLAIN);
  }

  @Test
  void whatWasNeverSealedIsToldFromWhatWasChanged() {
    Node node = node();

    for (String hex : List.of("", "01", "01" + "00".repeat(31), "02" + "00".repeat(40))) {
      assertThatThrownBy(() -> node.vault.open(new SealedBytes(hex)))
          .as(hex)
          .isInstanceOf(Unopenable.class)
          .hasMessageContaining("not sealed in a form that this Stackyn knows");
    }
  }

  @Test
  void theNewestKeySealsAndAllOpen() {
    Node node = node();
    SealedBytes first = node.vault.seal(PLAIN);
    // However the clocks differ, the new one is the last.
    SealingKey key = node.keys.add();

    SealedBytes second = node.vault.seal(PLAIN);

    assertThat(node.vault.keyOf(second)).isEqualTo(key.id()).isNotEqualTo(node.vault.keyOf(first));
    assertThat(node.vault.open(first)).isEqualTo(PLAIN);
    assertThat(node.vault.open(second)).isEqualTo(PLAIN);
  }

  @Test
  void aKeyThatAnotherNodeAddedSealsHereAtOnce() {
    Node node = node();
    Node other = node();
    SealedBytes before = node.vault.seal(PLAIN);
    assertThat(other.vault.open(before)).isEqualTo(PLAIN);

    SealingKey key = other.keys.add();

    assertThat(node.vault.keyOf(node.vault.seal(PLAIN))).isEqualTo(key.id());
    assertThat(node.vault.open(other.vault.seal(PLAIN))).isEqualTo(PLAIN);
  }

  @Test
  void nodesThatStartAtOnceOpenWhatEachOtherSealed() {
    List<SealedBytes> sealed = AtOnce.times(8, () -> node().vault.seal(PLAIN));

    Node late = node();
    assertThat(sealed).allSatisfy(one -> assertThat(late.vault.open(one)).isEqualTo(PLAIN));
    Set<String> sealing = new HashSet<>();
    Stream.of(node(), node()).forEach(node -> sealing.add(keyNow(node)));
    assertThat(sealing).hasSize(1);
  }

  @Test
  void aKeyThatIsMissingIsNamedWithItsFile() throws IOException {
    SealedBytes sealed = node().vault.seal(PLAIN);
    String id = node().vault.keyOf(sealed);
    Files.delete(file(".seal"));

    assertThatThrownBy(() -> node().vault.open(sealed))
        .isInstanceOf(Unopenable.class)
        .hasMessage(
            "sealed with the key %s, whose file %s is missing",
            id, folder.resolve("*-" + id + ".seal"));
  }

  @Test
  void aRetiredKeyOpensNothingUntilItsFileHasItsNameAgain() throws IOException {
    Node node = node();
    SealedBytes sealed = node.vault.seal(PLAIN);
    node.keys.add();
    node.keys.retire(node.keys.all().getFirst());

    assertThat(node.keys.retired()).hasSize(1);
    assertThatThrownBy(() -> node.vault.open(sealed))
        .isInstanceOf(Unopenable.class)
        .hasMessageContaining(file(".retired") + " was retired: take '.retired' from its name");

    Path retired = file(".retired");
    Files.move(retired, Path.of(retired.toString().replace(".retired", "")));
    assertThat(node.vault.open(sealed)).isEqualTo(PLAIN);
  }

  @Test
  void aDamagedKeyFileIsNamed() throws IOException {
    SealedBytes sealed = node().vault.seal(PLAIN);
    Files.write(file(".seal"), new byte[32]);

    assertThatThrownBy(() -> node().vault.open(sealed))
        .isInstanceOf(Unopenable.class)
        .hasMessage("the key file " + file(".seal") + " is damaged");
  }

  @Test
  void fingerprintsStayTheSameThroughRotations() {
    Node node = node();
    byte[] before = node.vault.fingerprint("recovery", "abcd");
    node.vault.seal(PLAIN);
    node.keys.add();
    node.keys.retire(node.keys.all().getFirst());

    assertThat(node().vault.fingerprint("recovery", "abcd")).isEqualTo(before).hasSize(32);
    assertThat(node().vault.fingerprint("code", "abcd")).isNotEqualTo(before);
    assertThat(node().vault.fingerprint("recovery", "abce")).isNotEqualTo(before);
  }

  private static String keyNow(Node node) {
    return node.vault.keyOf(node.vault.seal(PLAIN));
  }

  private Node node() {
    KeyFiles files = new KeyFiles(folder);
    SealingRing keys = new SealingRing(files, random, clock);
    return new Node(keys, new KeyedVault(files, keys, random));
  }

  private Path file(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }
}
