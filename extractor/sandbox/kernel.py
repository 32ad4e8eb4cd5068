"""The kernel's own fences around a child: Landlock (files, network, signals) and seccomp (system calls).

Both are one-way: once on, neither the child nor the programs it starts can take them off. Written against the
kernel's documented interface (landlock(7), seccomp(2)) through ctypes, because no packaged binding supports both.
Where the kernel lacks one, the function returns False and the other layers stand alone; ``lindung doctor`` says so.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterable
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2

# landlock(7): the same numbers on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_CREATE_RULESET_VERSION = 1
_RULE_PATH_BENEATH = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_TRUNCATE = 1 << 14
_READ = _READ_FILE | _READ_DIR
_ALL_BY_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_ONLY_FOR_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | (1 << 15)
_NET_BIND_AND_CONNECT = 0b11
_SCOPE_ABSTRACT_SOCKET_AND_SIGNAL = 0b11

# seccomp(2): numbers per machine of the calls a reader of documents never needs.
_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_DENIED = {
    "x86_64": {
        "socket": 41, "connect": 42, "bind": 49, "listen": 50, "accept": 43, "accept4": 288, "ptrace": 101,
        "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "setns": 308, "unshare": 272, "bpf": 321,
        "keyctl": 250, "add_key": 248, "request_key": 249, "perf_event_open": 298, "userfaultfd": 323,
        "process_vm_readv": 310, "process_vm_writev": 311, "init_module": 175, "finit_module": 313,
        "delete_module": 176, "kexec_load": 246, "open_by_handle_at": 304, "io_uring_setup": 425,
        "io_uring_enter": 426, "io_uring_register": 427, "pidfd_getfd": 438, "reboot": 169, "swapon": 167,
        "settimeofday": 164, "clock_settime": 227, "acct": 163, "quotactl": 179,
    },
    "aarch64": {
        "socket": 198, "connect": 203, "bind": 200, "listen": 201, "accept": 202, "accept4": 242, "ptrace": 117,
        "mount": 40, "umount2": 39, "pivot_root": 41, "chroot": 51, "setns": 268, "unshare": 97, "bpf": 280,
        "keyctl": 219, "add_key": 217, "request_key": 218, "perf_event_open": 241, "userfaultfd": 282,
        "process_vm_readv": 270, "process_vm_writev": 271, "init_module": 105, "finit_module": 273,
        "delete_module": 106, "kexec_load": 104, "open_by_handle_at": 265, "io_uring_setup": 425,
        "io_uring_enter": 426, "io_uring_register": 427, "pidfd_getfd": 438, "reboot": 142, "swapon": 224,
        "settimeofday": 170, "clock_settime": 112, "acct": 89, "quotactl": 60,
    },
}  # fmt: skip
_X32_BIT = 0x40000000


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent: int) -> None:
    """Be killed when the thread that started this process ends (prctl PR_SET_PDEATHSIG).

    ``parent`` is the process expected as parent: when it is gone already, SystemExit.
    """
    libc = _libc()
    libc.prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0)
    if os.getppid() != parent:
        raise SystemExit(0)


def landlock_version() -> int:
    """The Landlock ABI of this kernel, 0 when it has none or it is switched off."""
    found = _libc().syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_CREATE_RULESET_VERSION))
    return max(0, int(found))


def seccomp_known() -> bool:
    """Whether the kernel filters system calls and the numbers of this machine are known."""
    if platform.machine() not in _DENIED:
        return False
    # PR_SET_SECCOMP with no filter answers EFAULT where filters are supported, EINVAL where they are not.
    libc = _libc()
    ctypes.set_errno(0)
    libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, 0, 0, 0)
    return ctypes.get_errno() == errno.EFAULT


def restrict_files(*, readable: Iterable[Path], writable: Iterable[Path]) -> bool:
    """From now on only these folders and files: ``readable`` may be read and run, ``writable`` also written.

    No TCP (ABI 4 and later), no signals to and no abstract sockets of processes outside (ABI 6 and later).
    False when the kernel cannot do it.
    """
    abi = landlock_version()
    if abi < 1:
        return False
    libc = _libc()
    handled = max(mask for since, mask in _ALL_BY_ABI.items() if since <= abi)
    attributes = [handled]
    if abi >= 4:
        attributes.append(_NET_BIND_AND_CONNECT)
    if abi >= 6:
        attributes.append(_SCOPE_ABSTRACT_SOCKET_AND_SIGNAL)
    packed = struct.pack(f"={len(attributes)}Q", *attributes)
    ruleset = libc.syscall(_CREATE_RULESET, packed, ctypes.c_size_t(len(packed)), ctypes.c_uint32(0))
    if ruleset < 0:
        return False
    try:
        for path in readable:
            _allow(libc, ruleset, path, _EXECUTE | _READ)
        for path in writable:
            # Nothing in a writable place may be run.
            _allow(libc, ruleset, path, handled & ~_EXECUTE)
        if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
            return False
        return bool(libc.syscall(_RESTRICT_SELF, ruleset, ctypes.c_uint32(0)) == 0)
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, access: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there needs no permission
    try:
        if not path.is_dir():
            access &= _ONLY_FOR_FILES
        rule = struct.pack("=Qi", access, place)
        libc.syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, rule, ctypes.c_uint32(0))
    finally:
        os.close(place)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def restrict_calls() -> bool:
    """From now on the denied system calls fail with EPERM. False when the kernel or the machine is not known."""
    machine = platform.machine()
    if machine not in _DENIED:
        return False
    program = seccomp_program(machine)
    libc = _libc()
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    held = _Program(len(program) // 8, program)
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(held), 0, 0) == 0)


def seccomp_program(machine: str) -> bytes:
    """The filter as classic BPF: wrong machine or x32 numbering kills, a denied call gives EPERM, the rest passes."""
    load, equal, at_least, give = 0x20, 0x15, 0x35, 0x06
    allow, kill, refuse = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM

    def step(code: int, value: int, *, if_true: int = 0, if_false: int = 0) -> bytes:
        return struct.pack("=HBBI", code, if_true, if_false, value)

    numbers = sorted(_DENIED[machine].values())
    steps = [
        step(load, 4),
        step(equal, _AUDIT_ARCH[machine], if_true=1),
        step(give, kill),
        step(load, 0),
        step(at_least, _X32_BIT, if_false=1),
        step(give, kill),
    ]
    for place, number in enumerate(numbers):
        steps.append(step(equal, number, if_true=len(numbers) - place))
    steps += [step(give, allow), step(give, refuse)]
    return b"".join(steps)
