namespace Recall.Local.Storage;

/// <summary>
/// A row's properties as one self-describing blob: first the names (the row's shape, one of a few in any table, see
/// <see cref="RowShape"/>), then each value as a tag and its bytes.
/// </summary>
internal static class PropertyCodec
{
    private enum Tag : byte
    {
        Text = 1,
        False,
        True,
        Int32,
        Int64,
        Double,
        Date,
        Binary,
        Guid,
    }

    [ThreadStatic]
    private static ByteWriter? names;
    [ThreadStatic]
    private static ByteWriter? whole;

    public static byte[] Encode(IReadOnlyDictionary<string, object> properties)
    {
        var head = names ??= new ByteWriter();
        var to = whole ??= new ByteWriter();
        head.Clear();
        to.Clear();
        foreach (var (name, _) in properties)
            head.Text(name);
        to.Count(head.Length);
        to.Bytes(head.Written);
        foreach (var (_, value) in properties)
            Write(to, value);
        return to.Written.ToArray();
    }

    public static IReadOnlyDictionary<string, object> Decode(ReadOnlySpan<byte> blob)
    {
        var from = new ByteReader(blob);
        var shape = RowShape.Of(from.Bytes(from.Count()));
        var values = new object[shape.Names.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = Read(ref from);
        return new ShapedProperties(shape, values);
    }

    private static readonly object True = true;
    private static readonly object False = false;

    private static void Write(ByteWriter to, object value)
    {
        switch (value)
        {
            case string text:
                to.Byte((byte)Tag.Text);
                to.Text(text);
                break;
            case bool flag:
                to.Byte((byte)(flag ? Tag.True : Tag.False));
                break;
            case int number:
                to.Byte((byte)Tag.Int32);
                to.Int64(number);
                break;
            case long number:
                to.Byte((byte)Tag.Int64);
                to.Int64(number);
                break;
            case double number:
                to.Byte((byte)Tag.Double);
                to.Int64(BitConverter.DoubleToInt64Bits(number));
                break;
            case DateTimeOffset date:
                to.Byte((byte)Tag.Date);
                to.Int64(date.UtcTicks);
                break;
            case byte[] binary:
                to.Byte((byte)Tag.Binary);
                to.Count(binary.Length);
                to.Bytes(binary);
                break;
            case Guid id:
                to.Byte((byte)Tag.Guid);
                id.TryWriteBytes(to.Take(16));
                break;
            default:
                throw new InvalidOperationException($"A {value.GetType().Name} passed the table rules.");
        }
    }

    private static object Read(ref ByteReader from) => (Tag)from.Byte() switch
    {
        Tag.Text => from.Text(),
        Tag.False => False,
        Tag.True => True,
        Tag.Int32 => (int)from.Int64(),
        Tag.Int64 => from.Int64(),
        Tag.Double => BitConverter.Int64BitsToDouble(from.Int64()),
        Tag.Date => new DateTimeOffset(from.Int64(), TimeSpan.Zero),
        Tag.Binary => from.Bytes(from.Count()).ToArray(),
        Tag.Guid => new Guid(from.Bytes(16)),
        var tag => throw new InvalidDataException($"A stored row has a property of the unknown kind {tag}."),
    };
}
