import { addDays, type LocalDate } from '../domain/local-date.js';
import type { Accounting, SampleClient, SampleDocument, SamplePayment } from './accounting.js';
import type { StoryDays } from './story-days.js';

// Who owes Lumen what. Days are counted from the story's last morning: `c(-18)` eighteen calendar days before it,
// `w(-2)` two working days.

const client = (
  project: string,
  name: string,
  shortName: string,
  contact: string,
  position: string,
  domain: string,
  phone: string,
): SampleClient => ({
  name,
  shortName,
  project,
  contact,
  position,
  email: `${position === 'Owner' ? 'hello' : 'accounts'}@${domain}`,
  phone,
});

const clients: readonly SampleClient[] = [
  client('Apollo', 'ACME Ltd', 'ACME', 'Priya Raman', 'Accounts payable', 'acme.example', '+1 415 555 0104'),
  client(
    'Apollo',
    'Meridian Hotels',
    'Meridian',
    'Tom Fairley',
    'Controller',
    'meridian-hotels.example',
    '+1 305 555 0133',
  ),
  client(
    'Apollo',
    'Blue Fjord Energy',
    'Blue Fjord',
    'Ingrid Solheim',
    'Finance',
    'bluefjord.example',
    '+47 21 55 01 07',
  ),
  client('Apollo', 'Kestrel Robotics', 'Kestrel', 'Marcus Bell', 'CFO', 'kestrel-robotics.example', '+1 617 555 0161'),
  client(
    'Apollo',
    'Northwind Clinics',
    'Northwind',
    'Dr. Ana Reyes',
    'Operations',
    'northwind-clinics.example',
    '+1 503 555 0118',
  ),
  client('Apollo', 'Juniper & Sons', 'Juniper', 'Elsie Juniper', 'Owner', 'juniper-sons.example', '+1 206 555 0172'),
  client(
    'Apollo',
    'Orchard Foods',
    'Orchard',
    'Hana Weiss',
    'Accounts payable',
    'orchardfoods.example',
    '+1 312 555 0149',
  ),
  client(
    'Apollo',
    'Lakeside Theatre',
    'Lakeside',
    'Omar Haddad',
    'Treasurer',
    'lakeside-theatre.example',
    '+1 414 555 0127',
  ),
  client(
    'Apollo',
    'Castellan Group',
    'Castellan',
    'Victor Lang',
    'Procurement',
    'castellan.example',
    '+1 212 555 0190',
  ),
  client(
    'Apollo',
    'Harbor Lines',
    'Harbor',
    'Joan Petrie',
    'Accounts payable',
    'harborlines.example',
    '+1 757 555 0135',
  ),

  client(
    'Falcon',
    'Bay Street Books',
    'Bay Street',
    'Nell Ortiz',
    'Owner',
    'baystreetbooks.example',
    '+1 510 555 0102',
  ),
  client('Falcon', 'Corner Pharmacy', 'Corner', 'Ray Dufour', 'Owner', 'cornerpharmacy.example', '+1 510 555 0111'),
  client('Falcon', 'Tidal Surf', 'Tidal', 'Kai Nakamura', 'Owner', 'tidalsurf.example', '+1 831 555 0119'),
  client('Falcon', 'Vela Optics', 'Vela', 'Petra Novak', 'Office manager', 'velaoptics.example', '+1 408 555 0153'),
  client('Falcon', 'Ember Bakery', 'Ember', 'Josie Hart', 'Owner', 'emberbakery.example', '+1 510 555 0166'),
  client('Falcon', 'Old Mill Garage', 'Old Mill', 'Bert Simms', 'Owner', 'oldmillgarage.example', '+1 925 555 0177'),
  client('Falcon', 'Pine & Thread', 'Pine', 'Maya Lund', 'Owner', 'pineandthread.example', '+1 707 555 0184'),
  client('Falcon', 'Hazel Florist', 'Hazel', 'Hazel Brandt', 'Owner', 'hazelflorist.example', '+1 510 555 0188'),
  client('Falcon', 'Cobalt Cycles', 'Cobalt', 'Andre Silva', 'Owner', 'cobaltcycles.example', '+1 415 555 0196'),
  client('Falcon', 'Mosaic Dental', 'Mosaic', 'Lena Fox', 'Office manager', 'mosaicdental.example', '+1 650 555 0141'),
  client('Falcon', 'Rook & Crane', 'Rook', 'Will Crane', 'Owner', 'rookandcrane.example', '+1 415 555 0114'),
  client('Falcon', 'Sable Records', 'Sable', 'Dee Walker', 'Owner', 'sablerecords.example', '+1 510 555 0125'),
  client('Falcon', 'Summit Vets', 'Summit', 'Ruth Keane', 'Office manager', 'summitvets.example', '+1 925 555 0158'),
  client('Falcon', 'Quill Stationers', 'Quill', 'Ivy Moss', 'Owner', 'quillstationers.example', '+1 510 555 0139'),
  client('Falcon', 'Rowan Spa', 'Rowan', 'Tess Rowan', 'Owner', 'rowanspa.example', '+1 707 555 0146'),

  client('银河', '华瑞科技', '华瑞', '刘洋', '财务主管', 'huarui.example', '+86 21 5555 0101'),
  client('银河', '晨光设计', '晨光', '陈静', '会计', 'chenguang.example', '+86 21 5555 0112'),
  client('银河', '蓝海物流', '蓝海', '赵磊', '财务经理', 'lanhai.example', '+86 574 5555 0120'),
  client('银河', '启明教育', '启明', '孙悦', '采购', 'qiming.example', '+86 571 5555 0131'),
  client('银河', '博远机械', '博远', '周强', '出纳', 'boyuan.example', '+86 512 5555 0143'),
  client('银河', 'Sunrise Trading', 'Sunrise', 'Grace Lam', 'Finance', 'sunrise-trading.example', '+852 5555 0150'),

  client(
    'Orion',
    'Atlas Freight',
    'Atlas',
    'Neil Okoye',
    'Accounts payable',
    'atlasfreight.example',
    '+1 901 555 0163',
  ),
  client('Orion', 'Comet Media', 'Comet', 'Sofia Brandt', 'Finance', 'cometmedia.example', '+1 323 555 0170'),
];

/** Agencies' customers pay in thirty days, shops in fourteen. */
const TERMS = { project: 30, care: 14 } as const;

function documents({ c, w }: Days): SampleDocument[] {
  const invoice = (
    number: number,
    of: string,
    due: LocalDate,
    amount: string,
    { terms = TERMS.project, currency = 'USD' }: { terms?: number; currency?: string } = {},
  ): SampleDocument => ({
    number: `INV-${number}`,
    client: of,
    issued: addDays(due, -terms),
    due,
    amount,
    currency,
    credits: null,
  });
  const care = (number: number, of: string, due: LocalDate, amount: string): SampleDocument =>
    invoice(number, of, due, amount, { terms: TERMS.care });
  const cny = (number: number, of: string, due: LocalDate, amount: string): SampleDocument =>
    invoice(number, of, due, amount, { currency: 'CNY' });
  return [
    // Long paid.
    invoice(71, 'Meridian Hotels', c(-96), '7000.00'),
    invoice(74, 'Blue Fjord Energy', c(-88), '9600.00'),
    invoice(78, 'Orchard Foods', c(-75), '6000.00'),
    cny(79, '博远机械', c(-70), '82000.00'),

    invoice(83, 'Castellan Group', c(-104), '4000.00', { terms: 45 }),
    invoice(89, 'Castellan Group', c(-72), '9000.00', { terms: 45 }),
    invoice(98, 'Meridian Hotels', c(-34), '8750.00'),
    invoice(116, 'Meridian Hotels', c(-9), '4200.00'),
    invoice(99, 'Northwind Clinics', c(-41), '14000.00'),
    invoice(101, 'Kestrel Robotics', c(-25), '6480.00'),
    invoice(104, 'ACME Ltd', c(-18), '12400.00'),
    invoice(128, 'ACME Ltd', c(9), '3100.00'),
    invoice(106, 'Orchard Foods', c(-15), '6000.00'),
    invoice(107, 'Blue Fjord Energy', c(-12), '9600.00'),
    invoice(109, 'Lakeside Theatre', c(-20), '7900.00'),
    invoice(118, 'Juniper & Sons', w(-1), '3150.00'),
    invoice(125, 'Harbor Lines', w(3), '11250.00'),
    invoice(131, 'Kestrel Robotics', c(16), '6480.00'),

    care(92, 'Vela Optics', c(-64), '1960.00'),
    care(95, 'Ember Bakery', c(-47), '740.00'),
    care(97, 'Old Mill Garage', c(-33), '1280.00'),
    care(100, 'Pine & Thread', c(-29), '920.00'),
    care(103, 'Bay Street Books', c(-21), '2400.00'),
    care(105, 'Corner Pharmacy', c(-17), '1200.00'),
    care(108, 'Tidal Surf', c(-13), '1150.00'),
    care(110, 'Quill Stationers', c(-10), '640.00'),
    care(111, 'Rowan Spa', c(-8), '820.00'),
    care(119, 'Hazel Florist', w(-1), '480.00'),
    care(120, 'Cobalt Cycles', w(-1), '1620.00'),
    care(121, 'Mosaic Dental', w(-1), '2240.00'),
    care(122, 'Rook & Crane', w(-1), '990.00'),
    care(123, 'Sable Records', w(-1), '560.00'),
    care(124, 'Summit Vets', w(-1), '1730.00'),
    care(133, 'Ember Bakery', c(12), '740.00'),
    care(134, 'Old Mill Garage', c(12), '1280.00'),
    {
      number: 'CN-12',
      client: 'Corner Pharmacy',
      issued: w(-1),
      due: w(-1),
      amount: '-300.00',
      currency: 'USD',
      credits: 'INV-105',
    },

    cny(93, '启明教育', c(-51), '120000.00'),
    cny(96, '晨光设计', c(-37), '68000.00'),
    cny(102, '华瑞科技', c(-26), '186000.00'),
    cny(126, '华瑞科技', c(11), '54000.00'),
    cny(112, '蓝海物流', c(-14), '95500.00'),
    cny(113, '博远机械', c(-16), '76000.00'),
    invoice(117, 'Sunrise Trading', w(-1), '5400.00'),

    invoice(114, 'Atlas Freight', w(-3), '18300.00'),
    invoice(115, 'Comet Media', c(-19), '9700.00'),
  ];
}

function payments({ c, w }: Days): SamplePayment[] {
  const paid = (
    of: string,
    number: number,
    on: LocalDate,
    amount: string,
    { currency = 'USD', reference = 'bank transfer' }: { currency?: string; reference?: string } = {},
  ): SamplePayment => ({ client: of, invoice: `INV-${number}`, on, amount, currency, reference });
  return [
    paid('Meridian Hotels', 71, c(-85), '7000.00'),
    paid('Blue Fjord Energy', 74, c(-80), '9600.00'),
    paid('Orchard Foods', 78, c(-66), '6000.00'),
    paid('博远机械', 79, c(-61), '82000.00', { currency: 'CNY', reference: '银行转账' }),

    paid('Bay Street Books', 103, w(-3), '1000.00', { reference: 'cheque 2214' }),
    paid('Corner Pharmacy', 105, w(-4), '900.00'),
    paid('Orchard Foods', 106, w(-1), '6000.00', { reference: 'INV-106, thank you' }),
    paid('Quill Stationers', 110, w(-1), '640.00'),
    paid('Rowan Spa', 111, w(-1), '820.00'),
    paid('博远机械', 113, w(-1), '76000.00', { currency: 'CNY', reference: '银行转账' }),

    // What comes when the clock goes on.
    paid('Blue Fjord Energy', 107, w(0), '9600.00'),
    paid('Hazel Florist', 119, w(1), '480.00'),
    paid('Mosaic Dental', 121, w(2), '2240.00'),
    paid('蓝海物流', 112, w(3), '95500.00', { currency: 'CNY', reference: '银行转账' }),
    paid('Harbor Lines', 125, w(6), '11250.00'),
  ];
}

interface Days {
  readonly c: (days: number) => LocalDate;
  readonly w: (days: number) => LocalDate;
}

/** Lumen's books around the story's last morning. */
export function booksOfLumen(days: StoryDays): Accounting {
  const around: Days = { c: (n) => days.calendar(n), w: (n) => days.working(n) };
  const { c } = around;
  return {
    clients,
    documents: documents(around),
    payments: payments(around),
    oldPromises: [
      {
        client: 'Meridian Hotels',
        givenOn: c(-92),
        promisedFor: c(-85),
        amount: '7000.00',
        currency: 'USD',
        invoice: 'INV-71',
        note: 'Tom says the run is on Thursdays',
      },
      {
        client: 'Blue Fjord Energy',
        givenOn: c(-86),
        promisedFor: c(-80),
        amount: '9600.00',
        currency: 'USD',
        invoice: 'INV-74',
        note: '',
      },
      {
        client: 'Orchard Foods',
        givenOn: c(-72),
        promisedFor: c(-65),
        amount: '6000.00',
        currency: 'USD',
        invoice: 'INV-78',
        note: 'new card reader first',
      },
      {
        client: '博远机械',
        givenOn: c(-67),
        promisedFor: c(-60),
        amount: '82000.00',
        currency: 'CNY',
        invoice: 'INV-79',
        note: '周强说月初付',
      },
    ],
  };
}
