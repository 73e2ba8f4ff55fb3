package dev.stackyn.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;

/** A real SSH server on loopback that runs git upload-pack below a folder. */
public final class GitSshServer implements AutoCloseable {
  private final SshServer server = SshServer.setUpDefaultServer();
  private final Set<String> authorized = ConcurrentHashMap.newKeySet();

  public static GitSshServer of(Path root) throws IOException, GeneralSecurityException {
    GitSshServer git = new GitSshServer();
    git.server.setHost("127.0.0.1");
    git.changeHostKey();
    git.server.setPublickeyAuthenticator(
        (_, key, _) -> git.authorized.contains(KeyUtils.getFingerPrint(key)));
    git.server.setCommandFactory((channel, command) -> git.uploadPack(root, command, channel));
    git.server.start();
    return git;
  }

  public int port() {
    return server.getPort();
  }

  public void changeHostKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair key = generator.generateKeyPair();
    server.setKeyPairProvider(KeyPairProvider.wrap(List.of(key)));
  }

  /** From now on whoever has the other half may read. */
  public void authorize(String publicLine) throws IOException, GeneralSecurityException {
    PublicKey key =
        AuthorizedKeyEntry.parseAuthorizedKeyEntry(publicLine)
            .resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
    authorized.add(KeyUtils.getFingerPrint(key));
  }

  private Command uploadPack(
      Path root, String command, org.apache.sshd.server.channel.ChannelSession channel)
      throws IOException {
    String path = command.replaceAll("^git-upload-pack '/?|'$", "");
    return ProcessShellCommandFactory.INSTANCE.createCommand(
        channel, "git -c safe.directory=* upload-pack " + root.resolve(path));
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
