package dev.stackyn.billing.domain;

/** How much of his limits a user has taken up. */
public record Used(int apps, int memoryMb, int diskMb) {
  public static final Used NOTHING = new Used(0, 0, 0);

  public Used {
    if (apps < 0 || memoryMb < 0 || diskMb < 0) {
      throw new IllegalArgumentException("nobody uses less than nothing");
    }
  }

  Used plus(Used other) {
    return new Used(apps + other.apps, memoryMb + other.memoryMb, diskMb + other.diskMb);
  }
}
