package dev.stackyn.deployments.adapters.git;

import java.io.IOException;
import java.util.Map;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.eclipse.jgit.transport.RemoteSession2;

/** An SSH connection on which JGit runs its one command. */
final class SshSession implements RemoteSession2 {
  private final ClientSession session;
  private final SshClient client;
  private final FetchWatch watch;
  private final FetchWatch.Hook hook;

  SshSession(ClientSession session, SshClient client, FetchWatch watch, FetchWatch.Hook hook) {
    this.session = session;
    this.client = client;
    this.watch = watch;
    this.hook = hook;
  }

  @Override
  public Process exec(String command, int timeout) throws IOException {
    return exec(command, Map.of(), timeout);
  }

  @Override
  public Process exec(String command, Map<String, String> environment, int timeout)
      throws IOException {
    ChannelExec channel = session.createExecChannel(command, null, environment);
    channel.open().verify();
    return new SshCommand(channel, watch);
  }

  @Override
  public void disconnect() {
    hook.close();
    session.close(true);
    client.stop();
  }
}
