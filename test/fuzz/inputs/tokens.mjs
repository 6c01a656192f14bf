const words = (text) => text.split(' ');

/** Characters that decoders, terminals and line counts stumble over. */
export const ODD = [
  '\u0000',
  '\u0001',
  '\u0007',
  '\u0008',
  '\u001b[2J',
  '\u001b]8;;https://evil.example\u0007x\u001b]8;;\u0007',
  '\u001b]52;c;ZXZpbA==\u0007',
  '\u009b31m',
  '\u007f',
  '\u0085',
  '\u00a0',
  '\u00ad',
  '\u200b',
  '\u200e',
  '\u2028',
  '\u2029',
  '\u202e',
  '\u2066',
  '\ufeff',
  '\ufffe',
  '\uffff',
  '\ud800',
  '\udc00',
  '😀',
  'é',
  'ﬁ',
  'İ',
  'ẞ',
  '\r',
  '\r\n',
  '\n\r',
  '\v',
  '\f',
  '\t',
];

const JAMF = words(
  'https://jamf.example.com:8443/JSSResource/computers /JSSResource/ $JSS_URL Authorization: Basic Bearer jamf jss casper /api/v1/auth/token',
);

export const TOKENS = {
  shell: [
    ...words('\' " ` $ \\ # ; & | ( ) { } [ ] < > ! = + * ? ~ ^ , : / @ % -'),
    ...words(
      '$( ${ $(( )) [[ ]] (( && || ;; ;& ;;& |& <<E <<-E <<"E" <<< << >> 2>&1 &> <( >( =( $" $\' ${x:- ${x%/} ${x//a/b} ${x:0:3} ${(f)x} ${(s:,:)x} ${${x}} ${!x} ${x@Q} $x[1] "$@" $1 $# $? $!',
    ),
    ...words('if then elif else fi for in do done while until case esac select repeat foreach end function always time coproc'),
    ...words(
      'f() f x x=1 x+=2 x[1]=2 x=(a b) a echo printf read local export declare -n eval set -- shift source . exit return trap exec alias curl -u -su -K- --config @- wget --user= $u:$p "$u:$p" -H sh -c bash osascript python3 E EOF $x while read mapfile getopts IFS=',
    ),
    ' ',
    ' ',
    ' ',
    ' ',
    '\n',
    '\n',
    '\n',
    '\n',
    ...JAMF,
  ],
  python: [
    ...words("( ) [ ] { } : , ; = == -= += * ** / // % @ -> := . ... ' \" ''' \"\"\" f\" f' rb\" b' u' \\ # ! ~ <> < > & | ^"),
    ...words(
      'def class if elif else for while try except finally with as import from return yield lambda async await not and or in is del global nonlocal raise assert pass print exec match case type',
    ),
    ...words(
      'x y self a.b f( requests requests.get( auth=( auth=HTTPBasicAuth( urllib2.urlopen( Request( base64.b64encode( headers={ %s %(a)s {0} {x!r:>{w}} .format( .join( os.system( subprocess.run([ "curl", "-u", *args **kw None True 0 1e9 0x 1_0',
    ),
    ' ',
    ' ',
    ' ',
    ' ',
    '\n',
    '\n',
    '\n    ',
    '\n        ',
    '\n\t',
    ...JAMF,
  ],
  typescript: [
    ...words('( ) [ ] { } < > , ; : . ... ?. ?? ? ! = == === => + - * ** / % & | ^ ~ ` ${ \' " \\ // /* */ /x/g #p @d <a> </a> <> </>'),
    ...words(
      'const let var function class extends static async await yield return if else for of in while do switch case default break try catch finally throw new delete typeof import export from require( as satisfies type interface enum namespace declare get set this super null undefined',
    ),
    ...words(
      'x y o.a fetch( axios.get( axios.create({ headers:{ Authorization: auth:{ username: password: } btoa( Buffer.from( .toString("base64") `Basic process.env.X .replace( .map( .then( execSync( spawn( $.ajax( got( new XMLHttpRequest() UrlFetchApp.fetch( 0 1n 0x',
    ),
    ' ',
    ' ',
    ' ',
    ' ',
    '\n',
    '\n',
    '\n',
    ...JAMF,
  ],
};

/** Tokens of a language in any order. */
export function soup(random, language) {
  const tokens = TOKENS[language];
  const separator = random.pick(['', '', ' ', ' ']);
  return random.list(random.size(1, 600), () => (random.once(25) ? random.pick(ODD) : random.pick(tokens))).join(separator);
}
