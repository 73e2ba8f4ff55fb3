package dev.stackyn.jobs.adapters.postgres;

import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobNews;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one platform tells the others: {@code node topic id,id,…}, or JSON in the ids' place. */
record Message(String node, Topic topic, String content) {
  private static final int PARTS = 3;

  enum Topic {
    WORK,
    CANCEL,
    CHANGED,
    BULLETIN;

    private static Optional<Topic> parse(String word) {
      return Stream.of(values()).filter(topic -> topic.word().equals(word)).findFirst();
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Message of(String node, Topic topic, Collection<JobId> jobs) {
    String ids = jobs.stream().map(JobId::toString).collect(Collectors.joining(","));
    return new Message(node, topic, ids);
  }

  String text() {
    return String.join(" ", node, topic.word(), content);
  }

  /** Nothing when it was not written by a platform of this kind: a newer one may say more. */
  static Optional<Message> read(String text) {
    String[] parts = text.split(" ", PARTS);
    return parts.length < PARTS
        ? Optional.empty()
        : Topic.parse(parts[1]).map(topic -> new Message(parts[0], topic, parts[2]));
  }

  void tell(JobNews news, JsonText json) {
    news.fromElsewhere(listener -> {
      switch (topic) {
        case WORK -> listener.workArrived();
        case CANCEL -> jobs().forEach(listener::cancelAsked);
        case CHANGED -> listener.changed(Set.copyOf(jobs()));
        case BULLETIN -> json.readBulletin(content).ifPresent(listener::announced);
      }
    });
  }

  private List<JobId> jobs() {
    return Stream.of(content.split(",", -1)).map(JobId::parse).flatMap(Optional::stream).toList();
  }
}
