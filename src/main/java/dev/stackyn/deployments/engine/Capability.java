package dev.stackyn.deployments.engine;

/**
 * What a program may do beyond the usual with root's powers inside its container. What is not here
 * is given to no app: it reaches the host, or what other apps depend on.
 */
public enum Capability {
  /** To write to the kernel's audit log, as login programs do. */
  AUDIT_WRITE,
  /** To keep the set-id bits of a file that is changed. */
  FSETID,
  /** To keep memory from being swapped out; it counts as the app's own all the same. */
  IPC_LOCK,
  /** To make device files; which devices can be opened stays as it is. */
  MKNOD,
  /** To send packets of any form into the app's own network, as ping does. */
  NET_RAW,
  /** To give files powers. */
  SETFCAP,
  /** To hand powers that it has to others in the container. */
  SETPCAP,
  /** To confine a program to a folder. */
  SYS_CHROOT
}
