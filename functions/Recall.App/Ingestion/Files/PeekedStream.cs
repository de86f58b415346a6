namespace Recall.App.Ingestion.Files;

/// <summary>A stream whose first bytes were looked at and are read again.</summary>
internal sealed class PeekedStream : ReadingStream
{
    private readonly Stream _inner;
    private int _given;

    public PeekedStream(Stream inner, int count)
    {
        _inner = inner;
        var head = new byte[count];
        Head = head[..inner.ReadAtLeast(head, count, throwOnEndOfStream: false)];
    }

    public byte[] Head { get; }

    /// <summary>Leaves out the first bytes, a byte order mark.</summary>
    public void Skip(int count) => _given += count;

    public override int Read(Span<byte> buffer)
    {
        if (_given >= Head.Length)
            return _inner.Read(buffer);
        var count = Math.Min(buffer.Length, Head.Length - _given);
        Head.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>Tells how much was read, for a progress bar.</summary>
internal sealed class CountingStream(Stream inner, Action<long> total) : ReadingStream
{
    private long _total;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        total(_total += read);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>A stream that is only read, forwards.</summary>
internal abstract class ReadingStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public abstract override int Read(Span<byte> buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
