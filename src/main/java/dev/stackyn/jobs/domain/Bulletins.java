package dev.stackyn.jobs.domain;

import dev.stackyn.platform.domain.AfterCommit;
import jakarta.inject.Singleton;

/** Where other contexts tell dashboards of what happened to what is theirs. */
@Singleton
public class Bulletins {
  private final JobNews news;
  private final AfterCommit afterCommit;

  public Bulletins(JobNews news, AfterCommit afterCommit) {
    this.news = news;
    this.afterCommit = afterCommit;
  }

  /**
   * Reaches the dashboards on every platform, once the present transaction has been committed. As
   * all news, it may get lost, and is lost when it is larger than some 7,000 bytes.
   */
  public void publish(Bulletin bulletin) {
    afterCommit.run(() -> news.announced(bulletin));
  }
}
