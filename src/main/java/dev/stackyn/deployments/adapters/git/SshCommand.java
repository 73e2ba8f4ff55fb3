package dev.stackyn.deployments.adapters.git;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;

/** A command on the other side of an SSH connection, in the form that JGit speaks. */
final class SshCommand extends Process {
  private static final Set<ClientChannelEvent> END = EnumSet.of(ClientChannelEvent.CLOSED);

  private final ChannelExec channel;
  private final InputStream out;

  SshCommand(ChannelExec channel, FetchWatch watch) {
    this.channel = channel;
    this.out = watch.counted(channel.getInvertedOut());
  }

  @Override
  public OutputStream getOutputStream() {
    return channel.getInvertedIn();
  }

  @Override
  public InputStream getInputStream() {
    return out;
  }

  @Override
  public InputStream getErrorStream() {
    return channel.getInvertedErr();
  }

  @Override
  public int waitFor() {
    channel.waitFor(END, Duration.ofSeconds(30));
    return exitValue();
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) {
    return channel
        .waitFor(END, Duration.of(timeout, unit.toChronoUnit()))
        .contains(ClientChannelEvent.CLOSED);
  }

  @Override
  public int exitValue() {
    Integer status = channel.getExitStatus();
    if (status == null && channel.isOpen()) {
      throw new IllegalThreadStateException("still running");
    }
    return status == null ? -1 : status;
  }

  @Override
  public void destroy() {
    channel.close(true);
  }
}
