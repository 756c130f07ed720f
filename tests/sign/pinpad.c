/* SoftHSM with a PIN pad: a module that hands everything on to SoftHSM, but for two calls.
 *
 * PAD=typed      the token says that the PIN is typed on it; whoever logs in has typed $PAD_PIN
 * PAD=cancelled  the same, but nobody types
 * PAD=locked, PAD=final  no pad; the token says that its PIN is locked, or that one try is left
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned long ulong;

enum { GET_TOKEN_INFO = 6, LOGIN = 18, FUNCTIONS = 68 };
enum { FUNCTION_CANCELED = 0x50, GENERAL_ERROR = 0x5 };
enum { FLAGS_AT = 96, HAS_PAD = 0x100, FINAL_TRY = 0x20000, LOCKED = 0x40000 };

struct list {
  unsigned char version[2];
  void *functions[FUNCTIONS];
};

static struct list *real, ours;

static int pad_is(const char *what) {
  const char *set = getenv("PAD");
  return set && !strcmp(set, what);
}

static ulong token_info(ulong slot, char *info) {
  ulong answer = ((ulong(*)(ulong, char *))real->functions[GET_TOKEN_INFO])(slot, info);
  ulong flags;
  memcpy(&flags, info + FLAGS_AT, sizeof flags);
  if (pad_is("typed") || pad_is("cancelled")) flags |= HAS_PAD;
  if (pad_is("final")) flags |= FINAL_TRY;
  if (pad_is("locked")) flags |= LOCKED;
  memcpy(info + FLAGS_AT, &flags, sizeof flags);
  return answer;
}

static ulong login(ulong session, ulong user, const char *pin, ulong length) {
  if (!pin && pad_is("cancelled")) return FUNCTION_CANCELED;
  if (!pin && pad_is("typed")) {
    pin = getenv("PAD_PIN");
    length = strlen(pin);
  }
  return ((ulong(*)(ulong, ulong, const char *, ulong))real->functions[LOGIN])(session, user, pin,
                                                                              length);
}

ulong C_GetFunctionList(struct list **found) {
  void *module = dlopen("/usr/lib/softhsm/libsofthsm2.so", RTLD_NOW | RTLD_LOCAL);
  ulong (*get)(struct list **) = module ? (ulong(*)(struct list **))dlsym(module, "C_GetFunctionList") : 0;
  if (!get || get(&real)) return GENERAL_ERROR;
  ours = *real;
  ours.functions[GET_TOKEN_INFO] = (void *)token_info;
  ours.functions[LOGIN] = (void *)login;
  *found = &ours;
  return 0;
}
