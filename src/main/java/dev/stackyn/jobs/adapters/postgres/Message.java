package dev.stackyn.jobs.adapters.postgres;

import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobNews;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one platform tells the others: {@code node topic id,id,…}. */
record Message(String node, Topic topic, List<JobId> jobs) {
  enum Topic {
    WORK,
    CANCEL,
    CHANGED;

    private static Optional<Topic> parse(String word) {
      return Stream.of(values()).filter(topic -> topic.word().equals(word)).findFirst();
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  String text() {
    return String.join(
        " ",
        node,
        topic.word(),
        jobs.stream().map(JobId::toString).collect(Collectors.joining(",")));
  }

  /** Nothing when it was not written by a platform of this kind: a newer one may say more. */
  static Optional<Message> read(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length < 3) {
      return Optional.empty();
    }
    List<JobId> jobs =
        Stream.of(parts[2].split(",", -1)).map(JobId::parse).flatMap(Optional::stream).toList();
    return Topic.parse(parts[1]).map(topic -> new Message(parts[0], topic, jobs));
  }

  void tell(JobNews news) {
    news.fromElsewhere(listener -> {
      switch (topic) {
        case WORK -> listener.workArrived();
        case CANCEL -> jobs.forEach(listener::cancelAsked);
        case CHANGED -> listener.changed(Set.copyOf(jobs));
      }
    });
  }
}
