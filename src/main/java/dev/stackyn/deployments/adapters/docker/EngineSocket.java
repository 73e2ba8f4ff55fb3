package dev.stackyn.deployments.adapters.docker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * One connection to the engine. It may be closed from any thread: whoever reads or writes then
 * fails.
 */
public final class EngineSocket implements Closeable {
  private static final int BUFFER = 64 * 1024;

  private final InputStream in;
  private final OutputStream out;
  private final Closeable connection;

  EngineSocket(InputStream in, OutputStream out, Closeable connection) {
    this.in = new BufferedInputStream(in, BUFFER);
    this.out = new BufferedOutputStream(out, BUFFER);
    this.connection = connection;
  }

  public InputStream in() {
    return in;
  }

  public OutputStream out() {
    return out;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
