package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.engine.RegistryLogin;
import dev.stackyn.kernel.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a build may ask of us while it runs: whether we are there, a login, a secret. */
record SessionAnswers(Logins logins, Map<String, Secret> secrets) {
  private static final String HEALTH = "/grpc.health.v1.Health/Check";
  private static final String CREDENTIALS = "/moby.filesync.v1.Auth/Credentials";
  private static final String SECRET = "/moby.buildkit.secrets.v1.Secrets/GetSecret";

  /** What is announced when the session begins: the engine asks for nothing else. */
  static final List<String> METHODS = List.of(HEALTH, CREDENTIALS, SECRET);

  private static final int OK = 0;
  private static final int NOT_FOUND = 5;
  private static final int UNIMPLEMENTED = 12;

  /**
   * What a call is answered.
   *
   * @param status as gRPC numbers them
   * @param message of protocol buffers; nothing if the call failed
   */
  record Answer(int status, Optional<byte[]> message) {
    static Answer of(byte[] message) {
      return new Answer(OK, Optional.of(message));
    }

    static Answer failed(int status) {
      return new Answer(status, Optional.empty());
    }
  }

  Answer answer(String method, byte[] request) {
    return switch (method) {
      case HEALTH -> Answer.of(Protobuf.field(1, 1));
      case CREDENTIALS -> Answer.of(credentials(firstField(request)));
      case SECRET -> secret(firstField(request));
      default -> Answer.failed(UNIMPLEMENTED);
    };
  }

  /** An empty answer means: nobody in particular. */
  private byte[] credentials(String host) {
    return logins.at(host).map(SessionAnswers::login).orElse(new byte[0]);
  }

  private static byte[] login(RegistryLogin login) {
    byte[] user = Protobuf.field(1, login.user());
    byte[] password = Protobuf.field(2, login.password().reveal());
    byte[] both = new byte[user.length + password.length];
    System.arraycopy(user, 0, both, 0, user.length);
    System.arraycopy(password, 0, both, user.length, password.length);
    return both;
  }

  private Answer secret(String id) {
    Secret secret = secrets.get(id);
    return secret == null
        ? Answer.failed(NOT_FOUND)
        : Answer.of(Protobuf.field(1, secret.reveal()));
  }

  private static String firstField(byte[] request) {
    Protobuf fields = new Protobuf(request);
    for (int field = fields.next(); field != 0; field = fields.next()) {
      if (field == 1) {
        return fields.text();
      }
    }
    return "";
  }
}
