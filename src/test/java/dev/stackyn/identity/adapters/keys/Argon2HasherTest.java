package dev.stackyn.identity.adapters.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.identity.domain.PasswordHash;
import dev.stackyn.kernel.Secret;
import dev.stackyn.testing.FixedRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Argon2HasherTest {
  private final HashThreads threads = new HashThreads();
  private final Argon2Hasher hasher = new Argon2Hasher(new FixedRandom(), threads);

  @AfterEach
  void close() {
    threads.close();
  }

  @Test
  void aHashCarriesItsParametersAndFitsItsPasswordOnly() {
    PasswordHash hash = hasher.hash(new Secret("correct horse"));

    assertThat(hash.value()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(hash).hasToString("[hash]");
    assertThat(hasher.matches(new Secret("correct horse"), hash)).isTrue();
    assertThat(hasher.matches(new Secret("correct horsf"), hash)).isFalse();
  }

  @Test
  void theSamePasswordHashesDifferentlyEachTime() {
    assertThat(hasher.hash(new Secret("correct horse")))
        .isNotEqualTo(hasher.hash(new Secret("correct horse")));
  }

  /** Made with the reference implementation: argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32. */
  @Test
  void itIsTheArgon2idOfEverybodyElse() {
    PasswordHash known =
        new PasswordHash(
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");

    assertThat(hasher.matches(new Secret("password"), known)).isTrue();
    assertThat(hasher.matches(new Secret("passwore"), known)).isFalse();
  }
}
