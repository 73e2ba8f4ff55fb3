package dev.stackyn.deployments.adapters.git;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.GitCredential;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.engine.RepositoryUrl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * SSH with the app's own key, to an address behind the wall, and with nothing of the account that
 * the platform runs under: no agent, no {@code ~/.ssh}, no known hosts but ours.
 */
final class SshSessions extends SshSessionFactory {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Repository repository;
  private final AddressWall wall;
  private final HostKeys hostKeys;
  private final FetchWatch watch;

  SshSessions(Repository repository, AddressWall wall, HostKeys hostKeys, FetchWatch watch) {
    this.repository = repository;
    this.wall = wall;
    this.hostKeys = hostKeys;
    this.watch = watch;
  }

  @Override
  public String getType() {
    return "stackyn";
  }

  @Override
  public RemoteSession getSession(
      URIish uri, @Nullable CredentialsProvider provider, FS fs, int timeout)
      throws TransportException {
    SshClient client = client();
    try {
      client.start();
      return connected(client);
    } catch (IOException | RuntimeException e) {
      client.stop();
      watch.check();
      throw new TransportException(uri, "no SSH connection", e);
    }
  }

  private SshSession connected(SshClient client) throws IOException {
    RepositoryUrl url = repository.url();
    FetchWatch.Hook hook = watch.whenEnded(() -> client.close(true));
    try {
      List<InetAddress> addresses = new ArrayList<>(wall.admitted(url.host(), watch));
      ClientSession session = connect(client, addresses, url);
      session.auth().verify(PATIENCE);
      return new SshSession(session, client, watch, hook);
    } catch (IOException | RuntimeException e) {
      hook.close();
      throw e;
    }
  }

  /** One address after the other, as every client does with a name that has several. */
  private ClientSession connect(SshClient client, List<InetAddress> addresses, RepositoryUrl url)
      throws IOException {
    IOException last = new IOException("no address");
    for (InetAddress address : addresses) {
      watch.check();
      try {
        return client
            .connect(url.user().orElse("git"), new InetSocketAddress(address, url.effectivePort()))
            .verify(PATIENCE)
            .getSession();
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  private SshClient client() {
    List<KeyPair> keys = keys();
    SshClient client =
        ClientBuilder.builder().hostConfigEntryResolver(HostConfigEntryResolver.EMPTY).build();
    client.setServerKeyVerifier((_, _, key) -> isKnown(key));
    client.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(keys));
    client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    client.setFilePasswordProvider(FilePasswordProvider.EMPTY);
    client.setNioWorkers(1);
    CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, Duration.ofSeconds(15));
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ofSeconds(60));
    return client;
  }

  private List<KeyPair> keys() {
    if (!(repository.credential().orElse(null) instanceof GitCredential.DeployKey(var key))) {
      throw watch.fail(
          new DeployFailure(
              DeployCode.REPO_ACCESS_DENIED,
              "Reading "
                  + repository.url()
                  + " needs a deploy key: make one for this app and add its public half to the"
                  + " repository, or use the https:// URL."));
    }
    try {
      List<KeyPair> keys = new ArrayList<>();
      SecurityUtils.loadKeyPairIdentities(
              null,
              NamedResource.ofName("deploy key"),
              new ByteArrayInputStream(key.reveal().getBytes(StandardCharsets.UTF_8)),
              FilePasswordProvider.EMPTY)
          .forEach(keys::add);
      return keys;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // What was wrong with the key may be told with a piece of the key.
      throw watch.fail(
          new DeployFailure(
              DeployCode.REPO_ACCESS_DENIED,
              "The deploy key of this app cannot be read. It must be a private key without a"
                  + " passphrase."));
    }
  }

  private boolean isKnown(PublicKey key) {
    RepositoryUrl url = repository.url();
    String fingerprint = KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    try {
      if (hostKeys.accepts(url.host(), url.effectivePort(), fingerprint)) {
        return true;
      }
    } catch (IOException e) {
      throw watch.fail(
          new DeployFailure(
              DeployCode.INTERNAL_PLATFORM_ERROR, "The known host keys cannot be read.", e));
    }
    watch.fail(
        new DeployFailure(
            DeployCode.REPO_HOST_KEY_CHANGED,
            "The host "
                + url.host()
                + " identifies itself by another key than before ("
                + fingerprint
                + "). Somebody may be between us and it, so nothing was sent. If its operator"
                + " confirms the new key, an administrator can forget the old one."));
    return false;
  }
}
