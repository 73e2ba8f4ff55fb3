package dev.stackyn.deployments.adapters.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.domain.DeployKeyPair;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.GitCredential.DeployKey;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.engine.RepositoryUrl;
import dev.stackyn.deployments.engine.ports.Checkout;
import dev.stackyn.kernel.Secret;
import dev.stackyn.testing.Author;
import dev.stackyn.testing.FixedRandom;
import dev.stackyn.testing.GitSshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real SSH server on loopback. */
class SshSourcesTest {
  private static final DeployKeyPair KEY = new Ed25519Keys(new FixedRandom()).generate("my app");

  @TempDir private Path folder;

  private Author author;
  private GitSshServer server;
  private SourcesRig rig;

  static DeployKey someKey() {
    return new DeployKey(KEY.privateKey());
  }

  @BeforeEach
  void serve() throws IOException, GeneralSecurityException {
    author = Author.in(folder.resolve("served/app"));
    author.write("a", "1").commit("one");
    server = GitSshServer.of(folder.resolve("served"));
    rig = new SourcesRig(folder.resolve("home"));
  }

  @AfterEach
  void stopServing() throws IOException {
    server.close();
  }

  @Test
  void readsWithADeployKeyThatTheHostKnows() throws IOException, GeneralSecurityException {
    assertThat(rig.failure(repository(KEY.privateKey()), ""))
        .hasMessageContaining("does not know this app's deploy key")
        .extracting("code")
        .isEqualTo(DeployCode.REPO_ACCESS_DENIED);

    server.authorize(KEY.publicLine());
    try (Checkout checkout = rig.checkOut(repository(KEY.privateKey()), "main")) {
      assertThat(checkout.folder().resolve("a")).hasContent("1");
    }
    author.write("a", "2").commit("two");
    try (Checkout checkout = rig.checkOut(repository(KEY.privateKey()), "")) {
      assertThat(checkout.folder().resolve("a")).hasContent("2");
      assertThat(checkout.tip().name()).isEqualTo("main");
    }
  }

  @Test
  void refusesAHostThatHasAnotherKeyThanBefore() throws IOException, GeneralSecurityException {
    server.authorize(KEY.publicLine());
    rig.checkOut(repository(KEY.privateKey()), "").close();
    server.changeHostKey();

    assertThat(rig.failure(repository(KEY.privateKey()), ""))
        .hasMessageContaining("another key than before")
        .extracting("code")
        .isEqualTo(DeployCode.REPO_HOST_KEY_CHANGED);

    Files.delete(folder.resolve("home/host-keys"));
    rig.checkOut(repository(KEY.privateKey()), "").close();
  }

  @Test
  void saysThatAKeyIsNeededOrCannotBeRead() {
    assertThat(rig.failure(SourcesRig.open(url("app/.git")), ""))
        .hasMessageContaining("needs a deploy key");
    Secret broken =
        new Secret(
            "-----BEGIN OPENSSH PRIVATE KEY-----\nsecretwords\n-----END OPENSSH PRIVATE KEY-----");
    assertThat(rig.failure(repository(broken), ""))
        .hasMessageContaining("cannot be read")
        .hasNoCause()
        .message()
        .doesNotContain("secretwords");
  }

  @Test
  void saysThatThereIsNoSuchRepository() throws IOException, GeneralSecurityException {
    server.authorize(KEY.publicLine());
    assertThat(
            rig.code(
                new Repository(
                    RepositoryUrl.parse(url("none.git")),
                    Optional.of(new DeployKey(KEY.privateKey()))),
                ""))
        .isEqualTo(DeployCode.REPO_NOT_FOUND);
  }

  /** What OpenSSH makes of it: the two halves must belong together. */
  @Test
  void writesKeysThatOpenSshReads() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), KEY.privateKey().reveal());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Process process = new ProcessBuilder("ssh-keygen", "-y", "-f", file.toString()).start();
    String line =
        new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
            .strip();

    assertThat(line).isEqualTo(KEY.publicLine());
    assertThat(line).startsWith("ssh-ed25519 ").endsWith(" my-app");
  }

  /** The keys are those that each forge publishes; their fingerprints must be the ones built in. */
  @ParameterizedTest
  @CsvSource({
    "github.com, AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl",
    "ssh.github.com, AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBEmKSENjQEezOmxkZMy7opKgwFB9nkt5YRrYMjNuG5N87uRgg6CLrbo5wAdT/y6v0mKV0U2w0WZ2YB/++Tpockg=",
    "gitlab.com, AAAAC3NzaC1lZDI1NTE5AAAAIAfuCHKVTjquxvt6CM6tdG4SLp1Btn/nOeHHE5UOzRdf",
    "gitlab.com, AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBFSMqzJeV9rUzU4kWitGjeR4PWSa29SPqJ1fVkhtj3Hw9xjLVXVYrU9QlYWrOLXBpQ6KWjbjTDTdDkoohFzgbEY=",
    "bitbucket.org, AAAAC3NzaC1lZDI1NTE5AAAAIIazEu89wgQZ4bqs3d63QSMzYVa0MuJ2e2gKTKqu+UUO",
    "bitbucket.org, AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBPIQmuzMBuKdWeF4+a2sjSSpBK0iqitSQ+5BM9KhpexuGt20JpTVM7u5BDZngncgrqDMbWdxMWWOGtZ9UgbqgZE=",
    "codeberg.org, AAAAC3NzaC1lZDI1NTE5AAAAIIVIC02vnjFyL+I4RHfvIGNtOgJMe769VTF1VR4EB3ZB"
  })
  void theBigForgesAreKnown(String host, String key) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(key));
    String fingerprint = "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);

    assertThat(HostKeys.published(host)).contains(fingerprint);
  }

  @Test
  void aForgeIsHeldToWhatItPublishes() throws IOException {
    HostKeys keys = new HostKeys(folder.resolve("keys"));

    assertThat(keys.accepts("github.com", 22, "SHA256:somebodyelse")).isFalse();
    assertThat(keys.accepts("git.example.com", 22, "SHA256:first")).isTrue();
    assertThat(keys.accepts("git.example.com", 22, "SHA256:first")).isTrue();
    assertThat(keys.accepts("git.example.com", 22, "SHA256:second")).isFalse();
    assertThat(keys.accepts("git.example.com", 2222, "SHA256:second")).isTrue();
    assertThat(Files.readAllLines(folder.resolve("keys")))
        .isEqualTo(
            List.of("git.example.com:22 SHA256:first", "git.example.com:2222 SHA256:second"));
  }

  private Repository repository(Secret key) {
    return new Repository(RepositoryUrl.parse(url("app/.git")), Optional.of(new DeployKey(key)));
  }

  private String url(String path) {
    return "ssh://git@127.0.0.1:" + server.port() + "/" + path;
  }
}
