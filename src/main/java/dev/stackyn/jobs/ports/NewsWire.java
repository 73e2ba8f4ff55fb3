package dev.stackyn.jobs.ports;

import dev.stackyn.jobs.domain.Bulletin;
import dev.stackyn.jobs.domain.JobId;
import java.util.Collection;

/** Tells the other platforms on the same database. Never blocks, never throws, may lose some. */
public interface NewsWire {
  void workArrived();

  void changed(Collection<JobId> jobs);

  void cancelAsked(JobId job);

  void announced(Bulletin bulletin);
}
