/* The yardstick protocol of known_answers/paired_pools.hpp in SPIN's language, for
 * firedrill_benchmark:
 *
 *   spin -DFAULTS=3 -DBACKLOG=3 -a paired_pools.pml
 *   gcc -O2 -DSAFETY -DMEMLIM=16000 -DNOREDUCE pan.c -o pan && ./pan -m2000000 -w24
 *
 * stores 6,424,832 states, and counts one transition more than firedrill, the step into the
 * initial state. Each guarded step of the protocol is one d_step; p is the pool that moves and q
 * its partner.
 * Everything is initialised where it is declared and read by the invariant or a guard: an init
 * process would interleave, and SPIN leaves what is only written out of the state. */
#define UP 0
#define DOWN 1
#define FAILING_OVER 2
#define FAILED_OVER 3
#define FAILING_BACK 4

bit alive[2] = 1;
byte mode[2] = UP;
bit master[2] = {1, 0};
bit server_a[2] = 1;
bit server_b[2] = 1;
bit witness[2] = 1;
bit principal[2] = 0;       /* 0: server A, 1: server B */
bit synchronised[2] = 1;
bit lost[2] = 0;
bit edge[2] = 1;
bit next_hop[2] = {0, 1};
byte backlog[2] = 0;
byte store_move = 0;        /* 0: none, 1 + p: to pool p */
bit route = 0;
byte faults = 0;

#define PRINCIPAL_UP(p) (principal[p] -> server_b[p] : server_a[p])
#define MIRROR_UP(p)    (principal[p] -> server_a[p] : server_b[p])
#define SERVED(p)       (alive[p] && PRINCIPAL_UP(p))
#define WRITABLE        ((master[0] && alive[0]) || (master[1] && alive[1]))
#define MAY_COMMAND     (WRITABLE && store_move == 0)
#define AWAY(p)         (mode[p] >= FAILING_OVER)

#define HOLDS \
  (!(master[0] && alive[0] && master[1] && alive[1]) && !(AWAY(0) && AWAY(1)) && \
   backlog[0] <= BACKLOG && backlog[1] <= BACKLOG && \
   (alive[0] || mode[0] != UP) && (alive[1] || mode[1] != UP) && \
   (faults > 0 || (!lost[0] && !lost[1])))

#define STEP(guard, effect) :: d_step { guard -> effect }
#define FAULT(part, effect) STEP(part && faults < FAULTS, part = 0; faults++; effect)

#define FAULTS_AND_REPAIRS(p, q) \
  FAULT(alive[p], mode[p] = (mode[p] == UP -> DOWN : \
                             (mode[p] == FAILING_BACK -> FAILED_OVER : mode[p]))) \
  STEP(!alive[p], alive[p] = 1; mode[p] = (mode[p] == DOWN -> UP : mode[p]); \
       master[p] = master[p] && !(master[q] && alive[q])) \
  FAULT(server_a[p], synchronised[p] = synchronised[p] && !principal[p]) \
  STEP(!server_a[p], server_a[p] = 1) \
  FAULT(server_b[p], synchronised[p] = synchronised[p] && principal[p]) \
  STEP(!server_b[p], server_b[p] = 1) \
  FAULT(witness[p], skip) \
  STEP(!witness[p], witness[p] = 1) \
  FAULT(edge[p], skip) \
  STEP(!edge[p], edge[p] = 1)

#define DATABASE(p) \
  STEP(MIRROR_UP(p) && PRINCIPAL_UP(p) && synchronised[p], principal[p] = 1 - principal[p]) \
  STEP(MIRROR_UP(p) && PRINCIPAL_UP(p) && !synchronised[p], synchronised[p] = 1) \
  STEP(MIRROR_UP(p) && !PRINCIPAL_UP(p) && !synchronised[p], \
       principal[p] = 1 - principal[p]; lost[p] = 1) \
  STEP(MIRROR_UP(p) && !PRINCIPAL_UP(p) && synchronised[p] && witness[p], \
       principal[p] = 1 - principal[p]; synchronised[p] = 0)

#define POOL(p, q) \
  STEP(backlog[p] > 0 && SERVED(p) && SERVED(q), backlog[p]--) \
  STEP(mode[p] == UP && SERVED(p) && backlog[p] < BACKLOG, backlog[p]++) \
  STEP(mode[p] == FAILED_OVER && SERVED(q) && backlog[q] < BACKLOG, backlog[q]++) \
  STEP(mode[p] <= DOWN && mode[q] == UP && alive[q] && MAY_COMMAND, mode[p] = FAILING_OVER) \
  STEP(mode[p] == FAILING_OVER && SERVED(q) && (!alive[p] || backlog[p] == 0), \
       mode[p] = FAILED_OVER; lost[p] = lost[p] || backlog[p] > 0; backlog[p] = 0) \
  STEP(mode[p] == FAILED_OVER && SERVED(p) && MAY_COMMAND, mode[p] = FAILING_BACK) \
  STEP(mode[p] == FAILING_BACK && SERVED(p) && backlog[q] == 0, mode[p] = UP)

#define STORE(p, q) \
  STEP(store_move == 0 && SERVED(p) && !master[p], \
       store_move = p + 1; master[q] = master[q] && !alive[q]) \
  STEP(store_move == p + 1 && SERVED(p), \
       store_move = 0; master[p] = 1; master[q] = master[q] && !alive[q]) \
  STEP(store_move == p + 1 && !alive[p], store_move = 0)

#define EDGE(p) \
  STEP(edge[p] && WRITABLE && next_hop[p] == 1 && alive[0], next_hop[p] = 0) \
  STEP(edge[p] && WRITABLE && next_hop[p] == 0 && alive[1], next_hop[p] = 1) \
  STEP(edge[p] && WRITABLE && route != p, route = p)

active proctype pools() {
  do
  FAULTS_AND_REPAIRS(0, 1) FAULTS_AND_REPAIRS(1, 0)
  DATABASE(0) DATABASE(1)
  POOL(0, 1) POOL(1, 0)
  STORE(0, 1) STORE(1, 0)
  EDGE(0) EDGE(1)
  :: d_step { !(HOLDS) -> assert(false) }
  od
}
