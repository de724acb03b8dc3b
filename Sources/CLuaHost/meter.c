#include "meter.h"

void lh_meter_charge(lh_meter *meter, size_t more) {
  size_t work = LH_METER_BATCH - meter->credit + more;
  meter->credit = LH_METER_BATCH;
  meter->total += work;
  if (work > 0) lh_charge(meter->state, work, meter->what);
  if (meter->limit != 0 && meter->total > meter->limit) lh_stop_pattern(meter->state, meter->what);
}
